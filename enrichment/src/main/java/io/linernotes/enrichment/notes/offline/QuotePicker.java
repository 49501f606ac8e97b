package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Picks passages of one speaker that can be heard alone, at most one per chapter, word for word. */
final class QuotePicker {
    private static final long SHORTEST_MS = 15_000;
    private static final long LONGEST_MS = 60_000;
    private static final int MOST_SENTENCES = 30;
    private static final int MAX_QUOTES = 5;
    private static final long MS_PER_QUOTE = 12 * 60_000;
    /** What a change of speaker costs, in cosine. */
    private static final double TURN_COST = 0.12;

    private static final double SHORT_COST = 1.0;

    private final Episode episode;
    private final SentenceRanker ranker;

    QuotePicker(Episode episode, SentenceRanker ranker) {
        this.episode = episode;
        this.ranker = ranker;
    }

    private record Passage(Span span, double score) {}

    /** One to five quotes in the order they were spoken. */
    List<Quote> quotes(List<Span> chapters) {
        long wanted = Math.min(MAX_QUOTES, 1 + episode.durationMs() / MS_PER_QUOTE);
        return chapters.stream()
                .map(this::best)
                .sorted(Comparator.comparingDouble(passage -> -passage.score()))
                .limit(wanted)
                .sorted(Comparator.comparingInt(passage -> passage.span().from()))
                .map(passage -> quote(passage.span()))
                .toList();
    }

    private Passage best(Span chapter) {
        double[] worth = worth(chapter);
        List<Passage> passages = new ArrayList<>();
        for (int from = chapter.from(); from < chapter.to(); from++) {
            int last = Math.min(chapter.to(), from + MOST_SENTENCES);
            for (int to = from + 1; to <= last && (to == from + 1 || durationMs(from, to) <= LONGEST_MS); to++) {
                passages.add(new Passage(new Span(from, to), score(chapter, from, to, worth)));
            }
        }
        return passages.stream()
                .max(Comparator.comparingDouble(Passage::score)
                        .thenComparing(passage -> -passage.span().from()))
                .orElseThrow();
    }

    private long durationMs(int from, int to) {
        return episode.endMs(to - 1) - episode.startMs(from);
    }

    /** How central each sentence of a chapter is, and how well it can be heard alone. */
    private double[] worth(Span chapter) {
        float[] centre = Vectors.centre(episode, chapter.positions());
        return chapter.positions()
                .mapToDouble(i -> Vectors.dot(episode.vector(i), centre) + 0.5 * ranker.quality(i))
                .toArray();
    }

    /** Central sentences, a first one that leans on nothing, a length that can be used, one speaker. */
    private double score(Span chapter, int from, int to, double[] worth) {
        double sum = 0;
        int turns = 0;
        for (int i = from; i < to; i++) {
            sum += worth[i - chapter.from()];
            turns += i > from && !sameSpeaker(i - 1, i) ? 1 : 0;
        }
        long ms = durationMs(from, to);
        double lengthCost = ms < SHORTEST_MS ? SHORT_COST * (SHORTEST_MS - ms) / SHORTEST_MS : 0;
        lengthCost += ms > LONGEST_MS ? SHORT_COST : 0;
        return sum / (to - from) + ranker.quality(from) + 0.5 * ranker.quality(to - 1) - TURN_COST * turns - lengthCost;
    }

    private boolean sameSpeaker(int a, int b) {
        return Objects.equals(episode.sentence(a).speaker(), episode.sentence(b).speaker());
    }

    private Quote quote(Span span) {
        List<Sentence> sentences = span.sentences(episode);
        Sentence first = sentences.get(0);
        boolean oneSpeaker =
                sentences.stream().allMatch(sentence -> Objects.equals(sentence.speaker(), first.speaker()));
        TimeRange range = first.range().span(sentences.get(sentences.size() - 1).range());
        String text = sentences.stream().map(Sentence::text).collect(Collectors.joining(" "));
        return new Quote(range, text, oneSpeaker ? first.speaker() : null, Evidence.of(span));
    }
}
