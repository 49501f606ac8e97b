package io.linernotes.enrichment.notes;

import java.util.Locale;

/** Who set a chapter's boundary. */
public enum ChapterSource {
    /** The creator, in the file or feed: kept. */
    CREATOR,
    /** The engine. */
    GENERATED;

    /** As tables and settings write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
