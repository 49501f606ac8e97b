package io.linernotes.enrichment.llm;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the same request is sent again: 2, 4, 8 s and so on, each up to half as long again, so that many
 * clients do not return at the same moment; longer when the service says so.
 */
final class RetrySchedule {
    /** A service that wants more than this is asked again in another run, not in this one. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Duration FIRST = Duration.ofSeconds(2);

    private final Clock clock;
    private final RandomGenerator random;

    RetrySchedule(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * The next wait.
     *
     * @param attempts sent so far, at least 1
     * @param wanted by the service; null when it did not say
     */
    Duration waitAfter(int attempts, @Nullable String wanted) {
        long base = FIRST.toMillis() << Math.min(attempts - 1, 6);
        Duration ours = Duration.ofMillis(base + (long) (random.nextDouble() * base / 2));
        Duration theirs = retryAfter(wanted);
        return theirs != null && theirs.compareTo(ours) > 0 ? theirs : ours;
    }

    /** What a service wants: seconds or an HTTP date; null when absent or neither. */
    @Nullable
    Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(clock.instant(), until);
        } catch (DateTimeException e) {
            // A malformed header is no instruction; our own wait holds.
            return null;
        }
    }
}
