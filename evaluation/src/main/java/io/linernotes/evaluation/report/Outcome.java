package io.linernotes.evaluation.report;

/** What became of a recording, as far as a reader cares. */
public enum Outcome {
    /** Notes can be used. */
    READY,
    /** Notes can be used, but something is missing or doubtful. */
    DEGRADED,
    /** No notes. */
    FAILED,
    /** Nothing to make notes of: nobody speaks, or the file is no recording by its own name. */
    SKIPPED
}
