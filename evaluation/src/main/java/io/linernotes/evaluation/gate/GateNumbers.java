package io.linernotes.evaluation.gate;

import io.linernotes.evaluation.statistics.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in the sentences of gates. */
final class GateNumbers {
    private GateNumbers() {}

    /** Up to four digits behind the point, as many as say something. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.1f" : "%.4f", value);
        return text.contains(".") ? text.replaceFirst("0+$", "").replaceFirst("\\.$", "") : text;
    }

    static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    static String interval(int perCent, @Nullable Interval interval) {
        return interval == null
                ? "no interval"
                : "%d %% interval %s to %s".formatted(perCent, number(interval.low()), number(interval.high()));
    }
}
