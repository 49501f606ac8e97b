package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicChatModel.AnthropicChatModelBuilder;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import org.jspecify.annotations.Nullable;

/** {@code POST <base-url>/messages}. */
final class AnthropicProtocol implements Protocol {
    @Override
    public ChatModel model(LlmConfig config, LlmQuestion question, HttpClientBuilder http) {
        AnthropicChatModelBuilder builder = AnthropicChatModel.builder()
                .httpClientBuilder(http)
                .apiKey(NO_KEY)
                .baseUrl(config.baseUrl())
                .modelName(question.model())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .maxTokens(question.maxOutputTokens())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        return config.isReasoning(question.model())
                ? builder.build()
                : builder.temperature(config.temperature()).build();
    }

    @Override
    public JsonPointer schema() {
        return JsonPointer.compile("/output_config/format/schema");
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public Reading read(JsonNode body) {
        String reason = body.path("stop_reason").textValue();
        return new Reading(body.path("model").textValue(), reason, kind(reason), tokens(body.path("usage")));
    }

    private static ReplyKind kind(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "end_turn", "stop_sequence" -> ReplyKind.OK;
            case "max_tokens", "model_context_window_exceeded" -> ReplyKind.TRUNCATED;
            case "refusal" -> ReplyKind.REFUSED;
            default -> ReplyKind.BAD_ENVELOPE;
        };
    }

    /** Its count of input leaves out what the cache has to do with. */
    private static TokenCounts tokens(JsonNode usage) {
        Long read = Protocol.count(usage.path("cache_read_input_tokens"));
        Long written = Protocol.count(usage.path("cache_creation_input_tokens"));
        return new TokenCounts(
                Protocol.sum(Protocol.count(usage.path("input_tokens")), read, written),
                read,
                written,
                Protocol.count(usage.path("output_tokens")));
    }
}
