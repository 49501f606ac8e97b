package io.linernotes.enrichment.llm.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ApiKeyFile;
import io.linernotes.enrichment.llm.LlmProvider;
import io.linernotes.enrichment.llm.ReplyFacts;
import io.linernotes.enrichment.llm.batch.Submission.Accepted;
import io.linernotes.enrichment.llm.batch.Submission.Refused;
import io.linernotes.enrichment.llm.batch.Submission.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Batches as Anthropic defined them: requests go up in one body, a line for each comes down. A batch has no name there: one
 * whose submission brought no reply is known by the keys of its results, once it has ended.
 */
public final class AnthropicBatchEndpoint implements BatchEndpoint {
    private static final int PAGE = 100;

    private final String batches;
    private final BatchHttp http;

    /**
     * An endpoint.
     *
     * @param baseUrl as for single requests
     * @param apiKeyFile read before each request; null when no key is needed
     * @param deadline for each HTTP request
     */
    public AnthropicBatchEndpoint(String baseUrl, @Nullable String apiKeyFile, Duration deadline) {
        this.batches = baseUrl.replaceFirst("/+$", "") + "/messages/batches";
        this.http = new BatchHttp(
                () -> {
                    String key = ApiKeyFile.read(apiKeyFile);
                    Map<String, String> version = Map.of("anthropic-version", "2023-06-01");
                    return key == null ? version : Map.of("anthropic-version", "2023-06-01", "x-api-key", key);
                },
                deadline);
    }

    @Override
    public Submission submit(String name, List<BatchRequest> requests) {
        // The bodies as they are: their keys are over these bytes.
        String body = requests.stream()
                .map(request -> "{\"custom_id\":\"%s\",\"params\":%s}".formatted(request.key(), request.body()))
                .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
        return http.post(batches, body).submission();
    }

    /** Among the last hundred: one that runs may be it, and is waited for. */
    @Override
    public Submission find(String name, Set<String> keys) {
        JsonNode list = http.read(batches + "?limit=" + PAGE).required().path("data");
        boolean runs = StreamSupport.stream(list.spliterator(), false).anyMatch(batch -> !isEnded(batch));
        for (JsonNode batch : list) {
            String id = batch.path("id").asText();
            if (isEnded(batch) && holds(id, keys)) {
                return new Accepted(id);
            }
        }
        return runs || list.size() == PAGE ? new Unknown() : new Refused(ErrorCode.LLM_UNAVAILABLE, 0);
    }

    private boolean holds(String id, Set<String> keys) {
        AtomicBoolean found = new AtomicBoolean();
        results(id, result -> found.compareAndSet(false, keys.contains(result.key())));
        return found.get();
    }

    @Override
    public BatchState state(String id) {
        return isEnded(http.read(url(id)).required()) ? BatchState.ENDED : BatchState.RUNNING;
    }

    private static boolean isEnded(JsonNode batch) {
        return batch.path("processing_status").asText().equals("ended");
    }

    @Override
    public void results(String id, Consumer<BatchResult> reader) {
        // Not from the address that the batch names: the key would go with the request.
        http.lines(url(id) + "/results", line -> reader.accept(result(line)));
    }

    @Override
    public void cancel(String id) {
        http.post(url(id) + "/cancel", "").required();
    }

    private String url(String id) {
        return batches + "/" + BatchHttp.plain(id);
    }

    private static BatchResult result(JsonNode line) {
        String key = line.path("custom_id").asText();
        JsonNode result = line.path("result");
        return switch (result.path("type").asText()) {
            case "succeeded" -> answer(key, result.path("message"));
            case "errored" ->
                result.at("/error/error/type").asText().equals("invalid_request_error")
                        ? BatchResult.failed(key, ErrorCode.LLM_REQUEST_REJECTED, 400)
                        : BatchResult.failed(key, ErrorCode.LLM_UNAVAILABLE, 500);
            default -> BatchResult.failed(key, ErrorCode.LLM_UNAVAILABLE, 0);
        };
    }

    private static BatchResult answer(String key, JsonNode message) {
        ReplyFacts facts = ReplyFacts.of(LlmProvider.ANTHROPIC, message);
        boolean empty = StreamSupport.stream(message.path("content").spliterator(), false)
                .allMatch(part -> part.path("text").asText("").isBlank());
        boolean complete = message.path("stop_reason").asText().equals("end_turn");
        boolean answer = facts.isAnswer() && !(empty && complete);
        return new BatchResult(
                key,
                true,
                answer ? null : ErrorCode.LLM_BAD_ENVELOPE,
                200,
                message.toString(),
                facts.model(),
                facts.tokens());
    }
}
