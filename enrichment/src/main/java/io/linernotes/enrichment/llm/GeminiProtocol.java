package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel.GoogleAiGeminiChatModelBuilder;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** {@code POST <base-url>/models/<model>:generateContent}. */
final class GeminiProtocol implements Protocol {
    @Override
    public ChatModel model(LlmConfig config, LlmQuestion question, HttpClientBuilder http) {
        GoogleAiGeminiChatModelBuilder builder = GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(http)
                .apiKey(NO_KEY)
                .baseUrl(config.baseUrl())
                .modelName(question.model())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .maxOutputTokens(question.maxOutputTokens())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        return config.isReasoning(question.model())
                ? builder.build()
                : builder.temperature(config.temperature()).build();
    }

    @Override
    public JsonPointer schema() {
        return JsonPointer.compile("/generationConfig/responseJsonSchema");
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
    }

    @Override
    public Reading read(JsonNode body) {
        String reason = body.path("candidates").path(0).path("finishReason").textValue();
        if (reason == null) {
            // A question that is refused has no candidate at all.
            reason = body.path("promptFeedback").path("blockReason").textValue();
        }
        return new Reading(body.path("modelVersion").textValue(), reason, kind(reason), tokens(body));
    }

    private static ReplyKind kind(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "STOP" -> ReplyKind.OK;
            case "MAX_TOKENS" -> ReplyKind.TRUNCATED;
            case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" -> ReplyKind.REFUSED;
            default -> ReplyKind.BAD_ENVELOPE;
        };
    }

    /** Thoughts are billed as output and counted apart. */
    private static TokenCounts tokens(JsonNode body) {
        JsonNode usage = body.path("usageMetadata");
        return new TokenCounts(
                Protocol.count(usage.path("promptTokenCount")),
                Protocol.count(usage.path("cachedContentTokenCount")),
                null,
                Protocol.sum(
                        Protocol.count(usage.path("candidatesTokenCount")),
                        Protocol.count(usage.path("thoughtsTokenCount"))));
    }

    /** A wrong key is a bad request here, and a used up day a rate. */
    @Override
    public ReplyKind kind(HttpReply reply) {
        ReplyKind byStatus = reply.kind();
        if (byStatus == ReplyKind.REJECTED && detail(reply, "reason").contains("API_KEY_INVALID")) {
            return ReplyKind.AUTH;
        }
        return byStatus == ReplyKind.RATE_LIMITED && detail(reply, "violations").contains("PerDay")
                ? ReplyKind.QUOTA
                : byStatus;
    }

    @Override
    public @Nullable String retryAfter(HttpReply reply) {
        String delay = detail(reply, "retryDelay").replace("\"", "");
        return delay.matches("[0-9]{1,9}(\\.[0-9]{1,9})?s")
                ? new BigDecimal(delay.substring(0, delay.length() - 1))
                        .setScale(0, RoundingMode.UP)
                        .toString()
                : Protocol.super.retryAfter(reply);
    }

    /** A field of an error's details, as JSON; empty when none has it. */
    private static String detail(HttpReply reply, String field) {
        for (JsonNode detail : reply.json().path("error").path("details")) {
            if (detail.has(field)) {
                return detail.path(field).toString();
            }
        }
        return "";
    }
}
