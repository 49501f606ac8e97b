package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.Protocol.Reading;
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
 * @param reading what the reply says of itself: an answer that cannot be used was paid for too
 * @param text of the answer; null when there is none
 * @param payment what it took from the budget
 */
record Attempt(
        ReplyKind kind,
        String requestSha256,
        boolean sent,
        @Nullable Denied denial,
        HttpReply reply,
        Reading reading,
        @Nullable String text,
        Payment payment) {

    /**
     * The last attempt's answer is the question's.
     *
     * @param attempts requests that left
     * @param spent by all of them
     */
    LlmAnswer answer(LlmConfig config, LlmQuestion question, int attempts, long latencyMs, Payment spent) {
        if (denial != null) {
            LlmCall call =
                    call(config, question, attempts, latencyMs, denial.code().name(), spent);
            return new LlmAnswer(
                    call,
                    null,
                    new Finding(
                            denial.code(),
                            "The request was not sent%s: %s"
                                    .formatted(attempts == 0 ? "" : " again", denial.reason())));
        }
        ErrorCode code = kind.code();
        LlmCall call = call(config, question, attempts, latencyMs, code == null ? LlmCall.OK : code.name(), spent);
        if (code != null || text == null) {
            return new LlmAnswer(call, null, failure(code == null ? ErrorCode.LLM_BAD_ENVELOPE : code, attempts));
        }
        return new LlmAnswer(call, text, null);
    }

    private LlmCall call(
            LlmConfig config, LlmQuestion question, int attempts, long latencyMs, String outcome, Payment spent) {
        Prompt prompt = question.prompt();
        TokenCounts tokens = reading.tokens();
        return new LlmCall(
                prompt.id().task(),
                prompt.id().version(),
                prompt.sha256(),
                requestSha256,
                config.provider().label(),
                question.model(),
                reading.model(),
                outcome,
                reading.finishReason(),
                attempts,
                tokens.input(),
                tokens.cachedInput(),
                tokens.cacheWrite(),
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
