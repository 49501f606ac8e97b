package io.linernotes.enrichment.llm.batch;

/** How far a batch is. */
public enum BatchState {
    /** Its results cannot be read yet. */
    RUNNING,
    /** Every request was tried: one without a result may have been billed. */
    ENDED,
    /** Refused, expired or cancelled: a request without a result was never tried. */
    STOPPED
}
