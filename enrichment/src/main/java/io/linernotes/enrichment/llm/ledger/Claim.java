package io.linernotes.enrichment.llm.ledger;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What is asked before a request leaves.
 *
 * @param key names the request by all that is in it
 * @param episode for the cap per episode
 * @param service whom it is for, a model at an address: each has a rate and a circuit breaker of its own
 * @param worst what it can cost at most, in the currency of the tariff
 * @param tokens that it takes from a limit of tokens per minute; 0 for one of a batch, which has neither a rate nor a
 *     circuit breaker
 * @param deadline of the request, once it is sent
 */
public record Claim(String key, String episode, String service, BigDecimal worst, long tokens, Duration deadline)
        implements Serializable {
    public boolean isBatched() {
        return tokens == 0;
    }
}
