package io.linernotes.enrichment.llm.ledger;

/**
 * A reply that was paid for earlier.
 *
 * @param status HTTP status
 * @param body UTF-8 text
 */
public record StoredReply(int status, String body) {}
