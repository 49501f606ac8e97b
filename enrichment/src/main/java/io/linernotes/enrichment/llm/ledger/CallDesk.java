package io.linernotes.enrichment.llm.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The one authority over what is sent: there is one for all executors of a run. Safe for several threads; no method waits
 * for anything but an answer.
 */
public interface CallDesk {
    /** Asks to send a request. */
    Decision claim(Claim claim);

    /**
     * Where the answer to a request stands, in this run's ledger or an earlier one's.
     *
     * @return null when it was not answered yet
     */
    @Nullable
    Place reply(String key);

    /** Tells what came of it. */
    void settle(Settlement settlement);
}
