package io.linernotes.enrichment.transcript;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;
import java.util.ArrayList;
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

    /** Puts the sentences together from segments that know which sentence they belong to. */
    public static SentencedTranscript of(
            @Nullable String language, List<Segment> segments, List<Integer> sentenceNumbers) {
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= segments.size(); i++) {
            if (i == segments.size() || !sentenceNumbers.get(i).equals(sentenceNumbers.get(start))) {
                sentences.add(sentence(sentenceNumbers.get(start), segments.subList(start, i)));
                start = i;
            }
        }
        return new SentencedTranscript(language, segments, sentenceNumbers, sentences);
    }

    private static Sentence sentence(int number, List<Segment> pieces) {
        long start = pieces.get(0).range().startMs();
        long end =
                pieces.stream().mapToLong(piece -> piece.range().endMs()).max().orElseThrow();
        StringBuilder text = new StringBuilder();
        for (Segment piece : pieces) {
            Turn.append(text, piece.text());
        }
        return new Sentence(
                number,
                new TimeRange(start, end),
                PlainText.oneLine(text.toString()),
                pieces.get(0).speaker());
    }
}
