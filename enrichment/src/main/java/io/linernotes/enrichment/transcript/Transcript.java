package io.linernotes.enrichment.transcript;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a recording, in order.
 *
 * @param language ISO 639-1 code; null when not known
 * @param segments sorted by start
 */
public record Transcript(@Nullable String language, List<Segment> segments) implements Serializable {
    public Transcript {
        segments = List.copyOf(segments);
    }
}
