package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A passage that stands on its own, word for word.
 *
 * @param speaker null when not known
 */
public record Quote(TimeRange range, String text, @Nullable String speaker, Grounding grounding)
        implements Serializable {}
