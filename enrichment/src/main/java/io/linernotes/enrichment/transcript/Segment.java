package io.linernotes.enrichment.transcript;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of recognised or imported text.
 *
 * @param range on the source clock
 * @param text without surrounding white space, not empty
 * @param words in order, inside {@code range}; empty when word times are not known
 * @param speaker name or label; null when not known
 * @param quality what the recogniser thought of it; null for imported transcripts
 * @param flags in the order of the enum
 */
public record Segment(
        TimeRange range,
        String text,
        List<Word> words,
        @Nullable String speaker,
        @Nullable RecognitionQuality quality,
        List<SegmentFlag> flags)
        implements Serializable {
    public Segment {
        words = List.copyOf(words);
        flags = List.copyOf(flags);
    }

    /** The same with other flags. */
    public Segment withFlags(List<SegmentFlag> others) {
        return new Segment(range, text, words, speaker, quality, others);
    }
}
