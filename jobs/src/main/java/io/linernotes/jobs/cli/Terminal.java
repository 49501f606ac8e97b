package io.linernotes.jobs.cli;

/** What the launcher knows of the terminal. */
final class Terminal {
    /** Whether a person reads standard output. */
    static final boolean READS_OUTPUT = Boolean.getBoolean("linernotes.terminal.out");

    private Terminal() {}
}
