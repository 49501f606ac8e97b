package io.linernotes.evaluation.cost;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money, exact.
 *
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) implements Serializable {
    private static final BigDecimal MILLISECONDS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    public Money {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("Invalid currency: expected three capitals, actual = " + currency);
        }
    }

    /** No money. */
    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** The sum of two amounts in one currency. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot add %s to %s".formatted(other.currency, currency));
        }
        return new Money(amount.add(other.amount), currency);
    }

    /**
     * This amount for one hour of audio, with ten digits after the point.
     *
     * @param audioMs above 0
     */
    public Money perHourOf(long audioMs) {
        BigDecimal perHour =
                amount.multiply(MILLISECONDS_PER_HOUR).divide(BigDecimal.valueOf(audioMs), 10, RoundingMode.HALF_EVEN);
        return new Money(perHour, currency);
    }
}
