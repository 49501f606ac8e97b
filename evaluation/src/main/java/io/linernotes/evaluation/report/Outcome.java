package io.linernotes.evaluation.report;

/** What became of a recording, as far as a reader cares. */
public enum Outcome {
    /** Notes can be used. */
    READY,
    /** Notes can be used, but something is missing or doubtful. */
    DEGRADED,
    /** No notes. */
    FAILED,
    /** Not looked at in this run, for example because an earlier one finished it. */
    SKIPPED
}
