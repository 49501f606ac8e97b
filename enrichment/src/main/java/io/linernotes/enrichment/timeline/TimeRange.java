package io.linernotes.enrichment.timeline;

import java.io.Serializable;

/**
 * A stretch of a recording on the source clock, half-open: {@code startMs} belongs to it, {@code endMs} does not.
 *
 * @param startMs milliseconds from the first decoded sample, 0 or more
 * @param endMs milliseconds, not before {@code startMs}
 */
public record TimeRange(long startMs, long endMs) implements Serializable {
    public TimeRange {
        if (startMs < 0 || endMs < startMs) {
            throw new IllegalArgumentException(
                    "Invalid time range: startMs = %s, endMs = %s".formatted(startMs, endMs));
        }
    }

    /** Length in milliseconds. */
    public long durationMs() {
        return endMs - startMs;
    }

    /** Whether the instant lies inside. */
    public boolean contains(long ms) {
        return startMs <= ms && ms < endMs;
    }

    /** The smallest range that holds both. */
    public TimeRange span(TimeRange other) {
        return new TimeRange(Math.min(startMs, other.startMs), Math.max(endMs, other.endMs));
    }
}
