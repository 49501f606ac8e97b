package io.linernotes.jobs.table;

/** How an episode ended in a run: exactly one of these. */
public enum EpisodeState {
    /** Everything was made. */
    OK,
    /** Usable, with warnings. */
    OK_DEGRADED,
    /** There was nothing to do: nobody speaks, or the file is not media by its own name. */
    SKIPPED,
    /** Not its fault; a later run tries again. */
    DEFERRED,
    /** Cannot be used as it is; a later run does not try again. */
    QUARANTINED;

    /** Whether later runs leave the recording out. */
    public boolean isFinal() {
        return this != DEFERRED;
    }
}
