package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;

/**
 * A chapter that the creator put into the file.
 *
 * @param title as written; empty when the file names none
 */
public record EmbeddedChapter(TimeRange range, String title) implements Serializable {}
