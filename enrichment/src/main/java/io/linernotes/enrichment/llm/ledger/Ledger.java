package io.linernotes.enrichment.llm.ledger;

/**
 * What it takes to pay for requests.
 *
 * @param desk grants them
 * @param segments where this process writes down what it does
 * @param reader finds what was paid for earlier
 * @param tariff what they cost
 */
public record Ledger(CallDesk desk, LedgerSegments segments, LedgerReader reader, Tariff tariff) {}
