package io.linernotes.evaluation.score;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one recording.
 *
 * @param item id of the gold item
 * @param cluster its show
 * @param step what is scored: {@code transcript}, {@code chapters}, {@code summary} or {@code topics}
 * @param metric name in the registry
 * @param metricVersion version in the registry
 * @param value null exactly when it is undefined
 * @param numerator for metrics that are added up before they are divided; else null
 * @param denominator likewise
 * @param n how many things the value rests on, for example words or chapters of the reference
 * @param undefinedReason one sentence; null when there is a value
 */
public record Score(
        String item,
        String cluster,
        String step,
        String metric,
        String metricVersion,
        @Nullable Double value,
        @Nullable Double numerator,
        @Nullable Double denominator,
        long n,
        @Nullable String undefinedReason)
        implements Serializable {
    public Score {
        if ((value == null) == (undefinedReason == null)) {
            throw new IllegalArgumentException(
                    "Invalid score of %s: exactly one of value and reason must be there".formatted(metric));
        }
    }
}
