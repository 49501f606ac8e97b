package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST <base-url>/chat/completions}. */
final class OpenAiProtocol implements Protocol {
    /** Codes, not wording: one service says "insufficient quota" in prose for a limit on parallel requests. */
    private static final Set<String> QUOTA_CODES = Set.of("insufficient_quota", "billing_hard_limit_reached");

    @Override
    public ChatModel model(LlmConfig config, LlmQuestion question, HttpClientBuilder http) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(config.baseUrl())
                .modelName(question.model())
                .strictJsonSchema(true)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        return config.isReasoning(question.model())
                ? builder.maxCompletionTokens(question.maxOutputTokens()).build()
                : builder.maxTokens(question.maxOutputTokens())
                        .temperature(config.temperature())
                        .build();
    }

    @Override
    public JsonPointer schema() {
        return JsonPointer.compile("/response_format/json_schema/schema");
    }

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
        JsonNode choice = body.path("choices").path(0);
        String reason = choice.path("finish_reason").textValue();
        boolean refusal = choice.path("message").path("refusal").isTextual();
        return new Reading(
                body.path("model").textValue(), reason, refusal ? ReplyKind.REFUSED : kind(reason), tokens(body));
    }

    private static ReplyKind kind(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "stop" -> ReplyKind.OK;
            case "length" -> ReplyKind.TRUNCATED;
            case "content_filter" -> ReplyKind.REFUSED;
            default -> ReplyKind.BAD_ENVELOPE;
        };
    }

    private static TokenCounts tokens(JsonNode body) {
        JsonNode usage = body.path("usage");
        JsonNode details = usage.path("prompt_tokens_details");
        return new TokenCounts(
                Protocol.count(usage.path("prompt_tokens")),
                Protocol.count(details.path("cached_tokens")),
                // Of gateways to vendors who bill it; OpenAI does not.
                Protocol.count(details.path("cache_write_tokens")),
                Protocol.count(usage.path("completion_tokens")));
    }

    @Override
    public ReplyKind kind(HttpReply reply) {
        JsonNode error = reply.json().path("error");
        boolean quota = QUOTA_CODES.contains(error.path("code").asText())
                || QUOTA_CODES.contains(error.path("type").asText());
        return reply.kind() == ReplyKind.RATE_LIMITED && quota ? ReplyKind.QUOTA : reply.kind();
    }
}
