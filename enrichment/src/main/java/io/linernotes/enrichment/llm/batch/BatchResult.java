package io.linernotes.enrichment.llm.batch;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request of a batch.
 *
 * @param key of the request
 * @param billed whether the service answered it
 * @param code why there is no answer; null when there is one. {@link ErrorCode#LLM_BAD_ENVELOPE} of a billed one
 * @param status HTTP status, as if it had been sent alone; 0 when it was never tried
 * @param body of the reply, as if it had been sent alone; empty when there is none
 * @param model that answered; null when the reply names none
 */
public record BatchResult(
        String key,
        boolean billed,
        @Nullable ErrorCode code,
        int status,
        String body,
        @Nullable String model,
        TokenCounts tokens) {
    static BatchResult failed(String key, ErrorCode code, int status) {
        return new BatchResult(key, false, code, status, "", null, TokenCounts.UNKNOWN);
    }
}
