package io.linernotes.evaluation.metric;

/**
 * What a number means. The version changes when the same input would give another number.
 *
 * @param name unique
 * @param version in every row of scores
 * @param unit for example {@code share} or {@code errors per word}
 * @param whenUndefined what happens with recordings for which it has no value
 * @param source paper or reference implementation
 */
public record Metric(
        String name,
        String version,
        Direction direction,
        String unit,
        Aggregation aggregation,
        String whenUndefined,
        String source) {}
