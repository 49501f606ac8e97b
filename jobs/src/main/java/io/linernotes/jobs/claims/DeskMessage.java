package io.linernotes.jobs.claims;

import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Settlement;
import java.io.Serializable;

/** What executors say to the driver about paid requests. */
sealed interface DeskMessage extends Serializable {
    /** Answered by a decision. */
    record Ask(String executor, Claim claim) implements DeskMessage {}

    /** Answered by a place, or by {@code false} where there is no answer yet. */
    record Find(String key) implements DeskMessage {}

    /** Answered by {@code true}. */
    record Tell(Settlement settlement) implements DeskMessage {}

    /** Answered by the price list of the run. */
    record Prices() implements DeskMessage {}
}
