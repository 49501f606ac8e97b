package io.linernotes.enrichment.notes;

/** Who set a chapter's boundary. */
public enum ChapterSource {
    /** The creator, in the file or feed: kept. */
    CREATOR,
    /** The engine. */
    GENERATED
}
