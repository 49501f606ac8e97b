package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel.OllamaChatModelBuilder;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import io.linernotes.prompts.PromptMessage;
import org.jspecify.annotations.Nullable;

/** {@code POST <base-url>/api/chat}. */
final class OllamaProtocol implements Protocol {
    private static final int SMALLEST_CONTEXT = 8_192;

    private final TokenCounter counter = new TokenCounter();

    @Override
    public ChatModel model(LlmConfig config, LlmQuestion question, HttpClientBuilder http) {
        OllamaChatModelBuilder builder = OllamaChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(config.baseUrl())
                .modelName(question.model())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .numPredict(question.maxOutputTokens())
                .numCtx(context(question))
                .logRequests(false)
                .logResponses(false)
                .maxRetries(0);
        return config.isReasoning(question.model())
                ? builder.build()
                : builder.temperature(config.temperature()).build();
    }

    /**
     * Room for question and answer: without it, the server cuts off the beginning of what it does not expect, and says
     * nothing. A power of two, since every other size loads the model anew.
     */
    private int context(LlmQuestion question) {
        int needed = question.maxOutputTokens()
                + question.messages().stream()
                        .map(PromptMessage::text)
                        .mapToInt(counter::tokens)
                        .sum();
        int context = SMALLEST_CONTEXT;
        while (context < needed) {
            context *= 2;
        }
        return context;
    }

    @Override
    public JsonPointer schema() {
        return JsonPointer.compile("/format");
    }

    /** Of a proxy before it; it has no keys itself. */
    @Override
    public String keyHeader() {
        return "Authorization";
    }

    @Override
    public String keyValue(String key) {
        return "Bearer " + key;
    }

    @Override
    public Reading read(JsonNode body) {
        String reason = body.path("done_reason").textValue();
        TokenCounts tokens = new TokenCounts(
                Protocol.count(body.path("prompt_eval_count")), null, null, Protocol.count(body.path("eval_count")));
        return new Reading(body.path("model").textValue(), reason, kind(reason), tokens);
    }

    private static ReplyKind kind(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "stop" -> ReplyKind.OK;
            case "length" -> ReplyKind.TRUNCATED;
            default -> ReplyKind.BAD_ENVELOPE;
        };
    }
}
