package io.linernotes.evaluation.metric;

/** How the values of many recordings become one. */
public enum Aggregation {
    /** Mean over recordings: each counts the same. */
    MEAN,
    /** Sum of numerators over sum of denominators: each word or second counts the same. */
    RATIO
}
