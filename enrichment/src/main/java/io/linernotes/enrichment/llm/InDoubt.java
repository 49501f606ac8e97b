package io.linernotes.enrichment.llm;

/** What to do about a request that may have been billed and brought no usable answer. */
public enum InDoubt {
    /** Send it once more, and count both. */
    RESEND,
    /** Never send it again: the recording waits until somebody decides. */
    QUARANTINE
}
