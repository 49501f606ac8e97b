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

    /** The step of that name. */
    public static Step of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
