package io.linernotes.enrichment.notes;

import java.io.Serializable;

/** A statement in a summary that can be checked against the recording. */
public record Claim(String text, Grounding grounding) implements Serializable {}
