package io.linernotes.enrichment.llm.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prices of a model's tokens, in one currency. */
public interface Tariff {
    /** ISO 4217 code. */
    String currency();

    /** The most that a request can cost: no token of it comes from a cache, and the answer is as long as it may be. */
    BigDecimal worst(String model, long inputTokens, long maxOutputTokens);

    /** What a request costs in a batch, as a share of these prices; 1 where no such price is published. */
    default BigDecimal batchShare(String model) {
        return BigDecimal.ONE;
    }

    /**
     * What an answer cost.
     *
     * @param answered the model that the answer names; null when it names none
     * @return null when the answer did not say how many tokens it took
     */
    @Nullable
    BigDecimal cost(String asked, @Nullable String answered, TokenCounts tokens);
}
