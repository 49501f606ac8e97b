package io.linernotes.enrichment.notes;

/** Who writes the notes. */
public enum EngineKind {
    /** In this process, without a network, without cost, always the same. */
    OFFLINE,
    /** A language model behind an API. */
    LLM
}
