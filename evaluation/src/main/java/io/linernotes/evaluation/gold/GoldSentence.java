package io.linernotes.evaluation.gold;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with exact times.
 *
 * @param speaker null when not known
 */
public record GoldSentence(
        TimeRange range, String text, @Nullable String speaker) implements Serializable {}
