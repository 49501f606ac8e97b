package io.linernotes.enrichment.notes;

import java.io.Serializable;

/**
 * A person, organisation, place or work that is named.
 *
 * @param mentions how often, at least 1
 */
public record Entity(String name, EntityKind kind, int mentions, Grounding grounding) implements Serializable {}
