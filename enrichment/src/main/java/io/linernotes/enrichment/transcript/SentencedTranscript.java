package io.linernotes.enrichment.transcript;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transcript whose segments are cut where sentences end: a sentence may span several segments, a segment belongs to
 * exactly one sentence, and every sentence starts at the start of a segment.
 *
 * @param language ISO 639-1 code; null when not known
 * @param segments in order
 * @param sentenceNumbers for each segment, the number of its sentence; ascending
 * @param sentences numbered from 1 without gaps, in order; empty only when there are no segments
 */
public record SentencedTranscript(
        @Nullable String language, List<Segment> segments, List<Integer> sentenceNumbers, List<Sentence> sentences)
        implements Serializable {
    public SentencedTranscript {
        segments = List.copyOf(segments);
        sentenceNumbers = List.copyOf(sentenceNumbers);
        sentences = List.copyOf(sentences);
        if (segments.size() != sentenceNumbers.size()) {
            throw new IllegalArgumentException("Invalid transcript: segments = %s, sentence numbers = %s"
                    .formatted(segments.size(), sentenceNumbers.size()));
        }
    }
}
