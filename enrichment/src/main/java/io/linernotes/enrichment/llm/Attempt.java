package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.ledger.Decision.Denied;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.prompts.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * One try to get an answer: usually an HTTP request.
 *
 * @param sent whether a request left
 * @param denial why none was allowed to; null when it was not needed or allowed
 * @param response as LangChain4j read it; null when it did not
 * @param payment what it took from the budget
 */
record Attempt(
        ReplyKind kind,
        String requestSha256,
        boolean sent,
        @Nullable Denied denial,
        HttpReply reply,
        @Nullable ChatResponse response,
        Payment payment) {

    /**
     * The last attempt's answer is the question's.
     *
     * @param attempts requests that left
     * @param spent by all of them
     */
    LlmAnswer answer(LlmConfig config, Prompt prompt, int attempts, long latencyMs, Payment spent) {
        if (denial != null) {
            LlmCall call =
                    call(config, prompt, attempts, latencyMs, denial.code().name(), spent);
            return new LlmAnswer(
                    call,
                    null,
                    new Finding(
                            denial.code(),
                            "The request was not sent%s: %s"
                                    .formatted(attempts == 0 ? "" : " again", denial.reason())));
        }
        ErrorCode code = kind.code();
        LlmCall call = call(config, prompt, attempts, latencyMs, code == null ? LlmCall.OK : code.name(), spent);
        if (code != null || response == null) {
            return new LlmAnswer(call, null, failure(code == null ? ErrorCode.LLM_BAD_ENVELOPE : code, attempts));
        }
        return new LlmAnswer(call, response.aiMessage().text(), null);
    }

    /** Read from the reply itself: an answer that LangChain4j does not accept was paid for too. */
    private LlmCall call(LlmConfig config, Prompt prompt, int attempts, long latencyMs, String outcome, Payment spent) {
        JsonNode body = reply.json();
        TokenCounts tokens = reply.tokens();
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
                tokens.input(),
                tokens.cachedInput(),
                tokens.output(),
                latencyMs,
                spent);
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
