package io.linernotes.enrichment.llm.batch;

/**
 * One request of a batch.
 *
 * @param key its name in the ledger, 64 characters; no two of a batch are equal
 * @param body JSON, as it would be sent alone
 */
public record BatchRequest(String key, String body) {}
