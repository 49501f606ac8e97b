package io.linernotes.enrichment.notes;

import java.util.Locale;

/** Who writes the notes. */
public enum EngineKind {
    /** In this process, without a network, without cost, always the same. */
    OFFLINE,
    /** A language model behind an API. */
    LLM;

    /** As tables and settings write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
