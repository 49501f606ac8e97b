package io.linernotes.jobs.table;

import java.util.Locale;

/** The steps of a run. */
public enum Step {
    INVENTORY,
    DECODE,
    RECOGNISE,
    ENRICH,
    EVALUATE;

    /** As tables and settings write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
