package io.linernotes.enrichment.notes;

import java.util.Locale;

/** How long a summary is. */
public enum SummaryKind {
    /** At most 140 characters. */
    LINE,
    /** 60 to 120 words, fewer for short recordings. */
    PARAGRAPH,
    /** Markdown bullets, one per chapter. */
    SHOW_NOTES,
    /** What some listeners want to know beforehand: strong language, sensitive themes, sponsors. Absent if there is none. */
    CONTENT_NOTE;

    /** As tables and settings write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
