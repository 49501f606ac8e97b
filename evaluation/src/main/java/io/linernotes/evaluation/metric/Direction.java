package io.linernotes.evaluation.metric;

/** Which values are good. */
public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    /** Best at one; worse on both sides. */
    ONE_IS_BEST
}
