package io.linernotes.jobs.output;

import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Names a run, and its folder {@code run=<value>}.
 *
 * @param value 1 to 64 letters, digits, dots, hyphens and underscores; not only dots
 */
public record RunId(String value) implements Serializable, Comparable<RunId> {
    public static final int MAX_LENGTH = 64;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");

    public RunId {
        if (!ALLOWED.matcher(value).matches() || value.chars().allMatch(c -> c == '.')) {
            throw new IllegalArgumentException("A run id has 1 to 64 letters, digits, dots, hyphens or underscores.");
        }
    }

    /** Returns the id of a daily run: the date in UTC, such as {@code 2026-11-21}. */
    public static RunId today(Clock clock) {
        return new RunId(LocalDate.now(clock.withZone(ZoneOffset.UTC)).toString());
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
