package io.linernotes.enrichment.llm.ledger;

/**
 * The one authority over what is sent: there is one for all executors of a run. Safe for several threads; no method waits
 * for anything but an answer.
 */
public interface CallDesk {
    /** Asks to send a request. */
    Decision claim(Claim claim);

    /** Tells what came of it. */
    void settle(Settlement settlement);
}
