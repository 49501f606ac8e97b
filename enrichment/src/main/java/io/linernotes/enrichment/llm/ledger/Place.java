package io.linernotes.enrichment.llm.ledger;

import java.io.Serializable;

/**
 * Where an entry stands.
 *
 * @param file path or URL of the segment
 * @param offset of the entry's first byte
 * @param length in bytes, line end included
 */
public record Place(String file, long offset, int length) implements Serializable {}
