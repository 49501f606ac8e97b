package io.linernotes.evaluation.annotation;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people write them, and as spreadsheets change them. */
final class SheetTime {
    /** Spreadsheets drop hours that are 0, and trailing zeros. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d{1,3}):)?([0-5]?\\d):([0-5]?\\d)(?:[.,](\\d{1,3}))?");

    private SheetTime() {}

    /** {@code 1:02:03.450}. */
    static String format(long milliseconds) {
        long seconds = milliseconds / 1000;
        return String.format(
                Locale.ROOT, "%d:%02d:%02d.%03d", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000);
    }

    /** Milliseconds; empty when it is no time. */
    static OptionalLong parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long minutes = number(matcher.group(1)) * 60 + number(matcher.group(2));
        String fraction = matcher.group(4) == null ? "" : matcher.group(4);
        return OptionalLong.of(
                (minutes * 60 + number(matcher.group(3))) * 1000 + number((fraction + "000").substring(0, 3)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
