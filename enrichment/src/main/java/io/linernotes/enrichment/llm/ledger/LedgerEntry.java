package io.linernotes.enrichment.llm.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger. A request is an {@code INTENT} before it is sent and one more entry with the same claim when its
 * end is known.
 *
 * @param key names the request by all that is in it
 * @param claim names the grant under which it was sent
 * @param at ISO 8601, UTC
 * @param reserved what it could cost at most
 * @param cost what it cost; null when that is not known, so that the reservation counts
 * @param code why there is no answer; null when there is one
 * @param status HTTP status; 0 when there was none
 * @param reply the answer's body, gzip in Base64; null when there is none
 * @param batch our name for the batch that it was handed over in; null when it was sent alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
        @JsonProperty("t") Kind kind,
        String key,
        String claim,
        String at,
        String episode,
        String model,
        String currency,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal reserved,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal cost,

        @Nullable String code,
        int status,
        @Nullable TokenCounts tokens,
        @Nullable String reply,
        @Nullable String batch) {

    /** What an entry says. */
    public enum Kind {
        /** The request is about to be sent. */
        INTENT,
        /** An answer came, which was paid for and can be used again. */
        RESULT,
        /** Something came that was paid for and is no answer. */
        UNUSABLE,
        /** Nothing was billed. */
        FAILURE,
        /** Nobody knows whether it was billed. */
        INDOUBT
    }

    /** The entry before a request leaves. */
    public static LedgerEntry intent(Claim claim, String grant, Instant now, String model, String currency) {
        return new LedgerEntry(
                Kind.INTENT,
                claim.key(),
                grant,
                now.toString(),
                claim.episode(),
                model,
                currency,
                claim.worst(),
                null,
                null,
                0,
                null,
                null,
                null);
    }

    /** The same entry of a request that is handed over in a batch. */
    public LedgerEntry inBatch(String name) {
        return new LedgerEntry(
                kind, key, claim, at, episode, model, currency, reserved, cost, code, status, tokens, reply, name);
    }

    /** The entry that ends this one. */
    public LedgerEntry ended(
            Kind end,
            Instant now,
            @Nullable BigDecimal paid,
            @Nullable String why,
            int httpStatus,
            @Nullable TokenCounts counts) {
        return new LedgerEntry(
                end,
                key,
                claim,
                now.toString(),
                episode,
                model,
                currency,
                reserved,
                paid,
                why,
                httpStatus,
                counts,
                null,
                batch);
    }

    /** The same entry with a body that can be used again. */
    public LedgerEntry withReply(String body) {
        return withZipped(LedgerLine.zip(body));
    }

    /** The same entry without the body: a book of many runs must fit into memory. */
    LedgerEntry withoutReply() {
        return withZipped(null);
    }

    private LedgerEntry withZipped(@Nullable String body) {
        return new LedgerEntry(
                kind, key, claim, at, episode, model, currency, reserved, cost, code, status, tokens, body, batch);
    }

    /** What it takes from the budget for good: the cost where it is known, and else all that was reserved. */
    public BigDecimal spent() {
        return switch (kind) {
            case FAILURE -> BigDecimal.ZERO;
            case RESULT, UNUSABLE -> cost == null ? reserved : cost;
            case INTENT, INDOUBT -> reserved;
        };
    }
}
