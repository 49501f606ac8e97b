package io.linernotes.enrichment.notes;

import java.util.Locale;

/** What a name stands for. */
public enum EntityKind {
    PERSON,
    ORGANISATION,
    PLACE,
    WORK,
    OTHER;

    /** As tables and settings write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
