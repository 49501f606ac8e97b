package io.linernotes.enrichment.llm;

import java.io.Serializable;
import java.time.Duration;

/**
 * Whether requests are handed over together first, at about half the price, and how long that may take. What brings no answer
 * is asked for one by one.
 *
 * @param waves at most, 0 or more; a request waits for the answers before it, so that an hour takes about four. 0 for none
 * @param deadline of one wave, from handing over to giving up
 * @param poll how often a service is asked how far it is
 */
public record LlmBatches(int waves, Duration deadline, Duration poll) implements Serializable {
    /** Everything is asked for one by one. */
    public static final LlmBatches NONE = new LlmBatches(0, Duration.ofHours(24), Duration.ofSeconds(30));

    public LlmBatches {
        if (waves < 0 || !isPositive(deadline) || !isPositive(poll)) {
            throw new IllegalArgumentException(
                    "Invalid batches: waves = %d, deadline = %s, poll = %s".formatted(waves, deadline, poll));
        }
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }
}
