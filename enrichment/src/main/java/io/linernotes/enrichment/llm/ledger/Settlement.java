package io.linernotes.enrichment.llm.ledger;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What came of a granted claim. Told after it was written down.
 *
 * @param kind not {@link Kind#INTENT}
 * @param reply where the answer stands; null unless there is one
 * @param cost null when it is not known; the reservation is kept then
 * @param code why there is no answer; null when there is one
 * @param retryAfterMs how long the service wants to be left alone, in milliseconds; 0 when it said nothing
 */
public record Settlement(
        String key,
        String claim,
        Kind kind,
        @Nullable Place reply,
        @Nullable BigDecimal cost,
        @Nullable ErrorCode code,
        long retryAfterMs)
        implements Serializable {
    public Settlement {
        if (kind == Kind.INTENT || (kind == Kind.RESULT) != (reply != null)) {
            throw new IllegalArgumentException("Invalid settlement: kind = %s, reply = %s".formatted(kind, reply));
        }
    }
}
