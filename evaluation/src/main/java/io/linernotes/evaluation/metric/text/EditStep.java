package io.linernotes.evaluation.metric.text;

/** One step of an alignment from reference to hypothesis. */
public enum EditStep {
    HIT,
    SUBSTITUTION,
    DELETION,
    INSERTION
}
