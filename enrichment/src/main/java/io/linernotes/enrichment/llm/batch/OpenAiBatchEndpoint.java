package io.linernotes.enrichment.llm.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ApiKeyFile;
import io.linernotes.enrichment.llm.LlmProvider;
import io.linernotes.enrichment.llm.ReplyFacts;
import io.linernotes.enrichment.llm.batch.BatchHttp.Reply;
import io.linernotes.enrichment.llm.batch.Submission.Accepted;
import io.linernotes.enrichment.llm.batch.Submission.Refused;
import io.linernotes.enrichment.llm.batch.Submission.Unknown;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Batches as OpenAI defined them: a file of requests goes up, a file of answers and one of errors come down. */
public final class OpenAiBatchEndpoint implements BatchEndpoint {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PATH = "/v1/chat/completions";
    /** Under this key a batch carries our name for it. */
    private static final String NAME = "linernotes_batch";

    private static final String BOUNDARY = "linernotes-7d1f0b6c52a94e";
    /** Batches on one page of the list, and pages that are looked through for one of ours. */
    private static final int PAGE = 100;

    private static final int PAGES = 20;

    private final String baseUrl;
    private final BatchHttp http;

    /**
     * An endpoint.
     *
     * @param baseUrl as for single requests
     * @param apiKeyFile read before each request; null when no key is needed
     * @param deadline for each HTTP request
     */
    public OpenAiBatchEndpoint(String baseUrl, @Nullable String apiKeyFile, Duration deadline) {
        this.baseUrl = baseUrl.replaceFirst("/+$", "");
        this.http = new BatchHttp(
                () -> {
                    String key = ApiKeyFile.read(apiKeyFile);
                    return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
                },
                deadline);
    }

    @Override
    public Submission submit(String name, List<BatchRequest> requests) {
        Reply upload = http.post(
                baseUrl + "/files",
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(form(name, requests)));
        String file = upload.json().path("id").textValue();
        if (!upload.isSuccess() || file == null) {
            // A file alone costs nothing.
            return new Refused(upload.isSuccess() ? ErrorCode.LLM_BAD_ENVELOPE : upload.code(), upload.status());
        }
        ObjectNode batch = MAPPER.createObjectNode().put("input_file_id", file).put("endpoint", PATH);
        batch.put("completion_window", "24h").putObject("metadata").put(NAME, name);
        return http.post(baseUrl + "/batches", batch.toString()).submission();
    }

    @Override
    public Submission find(String name, Set<String> keys) {
        String after = "";
        for (int page = 0; page < PAGES; page++) {
            JsonNode list =
                    http.read(baseUrl + "/batches?limit=" + PAGE + after).required();
            JsonNode batches = list.path("data");
            for (JsonNode batch : batches) {
                if (batch.path("metadata").path(NAME).asText().equals(name)) {
                    return new Accepted(batch.path("id").asText());
                }
            }
            String last = batches.path(batches.size() - 1).path("id").asText();
            if (!list.path("has_more").asBoolean() || !BatchHttp.isPlain(last)) {
                return new Refused(ErrorCode.LLM_UNAVAILABLE, 0);
            }
            after = "&after=" + last;
        }
        return new Unknown();
    }

    @Override
    public BatchState state(String id) {
        String status = batch(id).path("status").asText();
        return switch (status) {
            case "completed" -> BatchState.ENDED;
            case "failed", "expired", "cancelled" -> BatchState.STOPPED;
            default -> BatchState.RUNNING;
        };
    }

    @Override
    public void results(String id, Consumer<BatchResult> reader) {
        JsonNode batch = batch(id);
        for (String field : new String[] {"output_file_id", "error_file_id"}) {
            String file = batch.path(field).asText("");
            if (BatchHttp.isPlain(file)) {
                http.lines(baseUrl + "/files/" + file + "/content", line -> reader.accept(result(line)));
            }
        }
    }

    @Override
    public void cancel(String id) {
        http.post(url(id) + "/cancel", "").required();
    }

    private JsonNode batch(String id) {
        return http.read(url(id)).required();
    }

    private String url(String id) {
        return baseUrl + "/batches/" + BatchHttp.plain(id);
    }

    private static BatchResult result(JsonNode line) {
        String key = line.path("custom_id").asText();
        JsonNode response = line.path("response");
        JsonNode body = response.path("body");
        int status = response.path("status_code").asInt();
        if (status / 100 != 2) {
            return BatchResult.failed(
                    key, status == 0 ? ErrorCode.LLM_UNAVAILABLE : BatchHttp.code(status, body), status);
        }
        ReplyFacts facts = ReplyFacts.of(LlmProvider.OPENAI, body);
        JsonNode choice = body.path("choices").path(0);
        // An answer that was cut off or refused is one; nothing at all, said to be complete, is none.
        boolean empty = choice.path("message").path("content").asText("").isBlank()
                && choice.path("finish_reason").asText().equals("stop");
        boolean answer = facts.isAnswer() && choice.path("message").isObject() && !empty;
        return new BatchResult(
                key,
                true,
                answer ? null : ErrorCode.LLM_BAD_ENVELOPE,
                status,
                body.toString(),
                facts.model(),
                facts.tokens());
    }

    private static byte[] form(String name, List<BatchRequest> requests) {
        StringBuilder form = new StringBuilder(
                        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n")
                .append("\r\nbatch\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(name)
                .append(".jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n");
        for (BatchRequest request : requests) {
            // The body as it is: its key is over these bytes. Between its tokens a line end is as good as a space.
            form.append("{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"%s\",\"body\":"
                            .formatted(request.key(), PATH))
                    .append(request.body().replace('\n', ' ').replace('\r', ' '))
                    .append("}\n");
        }
        return form.append("\r\n--" + BOUNDARY + "--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
