package io.linernotes.enrichment.llm.ledger;

import io.linernotes.enrichment.failure.ErrorCode;
import java.io.Serializable;

/** What becomes of a claim. */
public sealed interface Decision extends Serializable {
    /**
     * The request may be sent, once.
     *
     * @param claim names this grant; every one is different
     * @param waitMs not to be sent earlier than that, in milliseconds from now
     * @param folder where the ledger of this run is written
     */
    record Granted(String claim, long waitMs, String folder) implements Decision {}

    /**
     * The request was answered before.
     *
     * @param batched whether it was answered in a batch of this run, and is to be counted where it is used
     */
    record Done(Place reply, boolean batched) implements Decision {}

    /**
     * Somebody else is sending it.
     *
     * @param waitMs when to ask again, in milliseconds from now
     */
    record Busy(long waitMs) implements Decision {}

    /**
     * It may not be sent in this run.
     *
     * @param reason completes the sentence "The request was not sent: …"
     */
    record Denied(ErrorCode code, String reason) implements Decision {}
}
