package io.linernotes.evaluation.cost;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of money, exact.
 *
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) implements Serializable {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?([A-Z]{3})");
    private static final BigDecimal MILLISECONDS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    public Money {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("Invalid currency: expected three capitals, actual = " + currency);
        }
    }

    /**
     * Reads an amount with its currency behind it, such as {@code 5.00USD} or {@code 5 EUR}.
     *
     * @throws IllegalArgumentException when it is none, or below 0
     */
    public static Money parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Invalid amount: expected one such as 5.00USD, actual = " + text);
        }
        return new Money(new BigDecimal(matcher.group(1)), matcher.group(2));
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

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
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
