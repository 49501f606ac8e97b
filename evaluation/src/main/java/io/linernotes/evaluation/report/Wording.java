package io.linernotes.evaluation.report;

import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Numbers as people read them. */
final class Wording {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);
    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "GBP", "£");

    private Wording() {}

    static String instant(Instant instant) {
        return DATE.format(instant);
    }

    /** A position: {@code 4:05} or {@code 1:04:05}. */
    static String clock(long ms) {
        long seconds = ms / 1000;
        return seconds < 3600
                ? format("%d:%02d", seconds / 60, seconds % 60)
                : format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A length: {@code 40 s}, {@code 12 min} or {@code 1 h 05 min}. */
    static String length(long ms) {
        long seconds = Math.round(ms / 1000.0);
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? minutes + " min" : format("%d h %02d min", minutes / 60, minutes % 60);
    }

    static String hours(long ms) {
        double hours = ms / 3_600_000.0;
        return format(hours < 10 ? "%.2f h" : "%,.0f h", hours);
    }

    static String percent(double share) {
        double percent = 100 * share;
        return format(percent > 0 && percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
    }

    /** A difference between two shares. */
    static String points(double difference) {
        return format("%.1f points", 100 * difference);
    }

    static String times(double factor) {
        return format(factor < 10 ? "%.1f×" : "%,.0f×", factor);
    }

    static String count(long count) {
        return format("%,d", count);
    }

    /** A count with its noun: {@code 1 call}, {@code 2 calls}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String decimal(double value) {
        return format("%.2f", value);
    }

    /** Small amounts keep two significant digits, so that no call looks free. */
    static String money(Money money) {
        double amount = money.amount().doubleValue();
        int digits = amount == 0 || amount >= 1 ? 2 : Math.max(2, 1 - (int) Math.floor(Math.log10(amount)));
        String symbol = SYMBOLS.getOrDefault(money.currency(), money.currency() + " ");
        return symbol + money.amount().setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A number of any size: whole from a hundred on, at most four digits below. */
    static String amount(double value) {
        return value >= 100
                ? format("%,.0f", value)
                : new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    static String interval(Interval interval, boolean percent) {
        return percent
                ? percent(interval.low()) + " to " + percent(interval.high())
                : decimal(interval.low()) + " to " + decimal(interval.high());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
