package io.linernotes.enrichment.transcript;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;

/**
 * A spoken word with the punctuation that belongs to it.
 *
 * @param text without surrounding white space
 * @param probability mean token probability, 0 to 1
 * @param estimated true when the time was interpolated instead of measured
 */
public record Word(TimeRange range, String text, double probability, boolean estimated) implements Serializable {}
