package io.linernotes.jobs.config;

import io.linernotes.evaluation.cost.Money;
import java.io.Serializable;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent on requests to a language model. A null is no cap.
 *
 * @param perRun on one run, however often it is begun
 * @param perEpisode on one transcript, over all runs of the same output
 * @param perCall on one request
 * @param perDay on all runs of the same output, from midnight to midnight in UTC
 * @param pricesFile prices of one's own; null for those that come with this version
 */
public record BudgetConfig(
        @Nullable Money perRun,
        @Nullable Money perEpisode,
        @Nullable Money perCall,
        @Nullable Money perDay,
        @Nullable String pricesFile)
        implements Serializable {
    /** No caps, and the prices that come with this version. */
    public static final BudgetConfig DEFAULTS = new BudgetConfig(null, null, null, null, null);

    /** Whether all caps are in this currency. */
    public boolean isIn(String currency) {
        return Stream.of(perRun, perEpisode, perCall, perDay)
                .filter(Objects::nonNull)
                .allMatch(cap -> cap.currency().equals(currency));
    }
}
