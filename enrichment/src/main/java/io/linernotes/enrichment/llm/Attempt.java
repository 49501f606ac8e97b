package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.prompts.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request for a question.
 *
 * @param response as LangChain4j read it; null when it did not
 */
record Attempt(
        ReplyKind kind,
        String requestSha256,
        HttpReply reply,
        @Nullable ChatResponse response) {

    /** The last attempt's answer is the question's. */
    LlmAnswer answer(LlmConfig config, Prompt prompt, int attempts, long latencyMs) {
        ErrorCode code = kind.code();
        LlmCall call = call(config, prompt, attempts, latencyMs, code == null ? LlmCall.OK : code.name());
        if (code != null || response == null) {
            return new LlmAnswer(call, null, failure(code == null ? ErrorCode.LLM_BAD_ENVELOPE : code, attempts));
        }
        return new LlmAnswer(call, response.aiMessage().text(), null);
    }

    /** Read from the reply itself: an answer that LangChain4j does not accept was paid for too. */
    private LlmCall call(LlmConfig config, Prompt prompt, int attempts, long latencyMs, String outcome) {
        JsonNode body = reply.json();
        JsonNode usage = body.path("usage");
        return new LlmCall(
                prompt.id().task(),
                prompt.id().version(),
                prompt.sha256(),
                requestSha256,
                config.provider().label(),
                config.model(),
                body.path("model").textValue(),
                outcome,
                body.path("choices").path(0).path("finish_reason").textValue(),
                attempts,
                count(usage.path("prompt_tokens")),
                count(usage.path("prompt_tokens_details").path("cached_tokens")),
                count(usage.path("completion_tokens")),
                latencyMs);
    }

    private static @Nullable Long count(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.asLong() >= 0 ? tokens.asLong() : null;
    }

    /** Status and request id help to find the exchange at the service; the body may repeat the key or the transcript. */
    private Finding failure(ErrorCode code, int attempts) {
        String requestId = reply.requestId();
        return new Finding(
                code,
                "The language model's service %s: status = %s, request id = %s, attempts = %d"
                        .formatted(
                                kind.verb(),
                                reply.status() == 0 ? "none" : reply.status(),
                                requestId == null ? "none" : requestId,
                                attempts));
    }
}
