package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the chapters are, before they have titles and summaries.
 *
 * @param parts without gaps, from the first sentence to the last
 * @param leftOut how many of the creator's chapters hold no sentence and are missing
 */
record ChapterPlan(List<Part> parts, int leftOut) {
    /** A creator's first chapter that starts later than this leaves room for one before it. */
    private static final long LEAD_IN_MS = 20_000;

    ChapterPlan {
        parts = List.copyOf(parts);
    }

    /**
     * One chapter.
     *
     * @param creator the creator's chapter; null when it was found here
     */
    record Part(Span span, @Nullable EmbeddedChapter creator) {}

    List<Span> spans() {
        return parts.stream().map(Part::span).toList();
    }

    /** The creator's chapters where there are any, else chapters found in the text. */
    static ChapterPlan of(Episode episode, List<EmbeddedChapter> creatorChapters) {
        if (!creatorChapters.isEmpty()) {
            return kept(episode, creatorChapters);
        }
        List<Integer> starts = Segmenter.starts(episode, BoundaryScorer.scores(episode));
        return new ChapterPlan(
                Span.between(starts, episode.size()).stream()
                        .map(span -> new Part(span, null))
                        .toList(),
                0);
    }

    /** Each start moves to the nearest start of a sentence; of chapters that meet there, the last one stays. */
    private static ChapterPlan kept(Episode episode, List<EmbeddedChapter> creatorChapters) {
        List<EmbeddedChapter> sorted = creatorChapters.stream()
                .sorted(Comparator.comparingLong(chapter -> chapter.range().startMs()))
                .toList();
        List<Integer> starts = new ArrayList<>();
        List<EmbeddedChapter> chapters = new ArrayList<>();
        for (EmbeddedChapter chapter : sorted) {
            int start = nearest(episode, chapter.range().startMs());
            if (!starts.isEmpty() && starts.get(starts.size() - 1) == start) {
                starts.remove(starts.size() - 1);
                chapters.remove(chapters.size() - 1);
            }
            starts.add(start);
            chapters.add(chapter);
        }
        return plan(episode, starts, chapters, sorted.size() - chapters.size());
    }

    private static ChapterPlan plan(
            Episode episode, List<Integer> starts, List<EmbeddedChapter> chapters, int leftOut) {
        List<Part> parts = new ArrayList<>();
        if (starts.get(0) > 0 && episode.startMs(starts.get(0)) - episode.startMs(0) > LEAD_IN_MS) {
            parts.add(new Part(new Span(0, starts.get(0)), null));
        } else {
            starts.set(0, 0);
        }
        List<Span> spans = Span.between(starts, episode.size());
        for (int i = 0; i < spans.size(); i++) {
            parts.add(new Part(spans.get(i), chapters.get(i)));
        }
        return new ChapterPlan(parts, leftOut);
    }

    private static int nearest(Episode episode, long ms) {
        int best = 0;
        for (int i = 1; i < episode.size(); i++) {
            if (Math.abs(episode.startMs(i) - ms) < Math.abs(episode.startMs(best) - ms)) {
                best = i;
            }
        }
        return best;
    }
}
