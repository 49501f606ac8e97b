package io.linernotes.evaluation.cost;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs per million tokens.
 *
 * @param model as the provider names it
 * @param input tokens that were not read from the provider's cache
 * @param cachedInput tokens read from its cache; null when no such price is published
 * @param cacheWrite tokens written to its cache, where that is billed apart; null when it is not
 * @param output tokens of the answer
 * @param batchShare what a request in a batch costs, as a share of all these; null when no such price is published
 * @param source where the figures come from
 */
public record ModelPrice(
        String model,
        BigDecimal input,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite,
        BigDecimal output,
        @Nullable BigDecimal batchShare,
        String source)
        implements Serializable {
    private static final int MILLION_DIGITS = 6;

    /** The price of these tokens. Cache classes without a price of their own cost as input. */
    public BigDecimal of(TokenUse use) {
        return input.multiply(BigDecimal.valueOf(use.input()))
                .add(orInput(cachedInput).multiply(BigDecimal.valueOf(use.cacheRead())))
                .add(orInput(cacheWrite).multiply(BigDecimal.valueOf(use.cacheWrite())))
                .add(output.multiply(BigDecimal.valueOf(use.output())))
                .movePointLeft(MILLION_DIGITS);
    }

    private BigDecimal orInput(@Nullable BigDecimal price) {
        return price == null ? input : price;
    }
}
