package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Consecutive sentences of an episode.
 *
 * @param from position of the first sentence, 0-based
 * @param to position after the last one, above {@code from}
 */
record Span(int from, int to) {
    Span {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("Invalid span: from = %s, to = %s".formatted(from, to));
        }
    }

    /** The spans between these starts, which ascend from 0, and the end. */
    static List<Span> between(List<Integer> starts, int end) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            spans.add(new Span(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : end));
        }
        return spans;
    }

    int size() {
        return to - from;
    }

    boolean contains(int position) {
        return from <= position && position < to;
    }

    IntStream positions() {
        return IntStream.range(from, to);
    }

    List<Sentence> sentences(Episode episode) {
        return episode.sentences().subList(from, to);
    }
}
