package io.linernotes.enrichment.notes.llm;

/**
 * What the notes of an episode will take if every first answer can be used; at worst twice as many requests.
 *
 * @param calls requests
 * @param inputTokens of all requests, before any discount for a cached beginning
 * @param maxOutputTokens that the answers may have together
 */
public record CallPlan(int calls, long inputTokens, long maxOutputTokens) {}
