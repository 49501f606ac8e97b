package io.linernotes.enrichment.notes;

/** What a name stands for. */
public enum EntityKind {
    PERSON,
    ORGANISATION,
    PLACE,
    WORK,
    OTHER
}
