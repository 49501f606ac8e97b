package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.llm.ledger.Claim;
import java.io.Serializable;

/**
 * A request that is not answered yet.
 *
 * @param claim what is asked before it is handed over
 * @param model that is asked
 * @param body JSON, as it would be sent alone
 */
public record AwaitedRequest(Claim claim, String model, String body) implements Serializable {}
