package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.chapter.BoundaryMatching;
import io.linernotes.evaluation.metric.chapter.Segmentation;
import io.linernotes.evaluation.metric.chapter.SegmentationMetrics;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/** Chapter starts as positions in the text: a start belongs to the sentence whose start is nearest. */
final class SentenceScorer {
    static final List<String> METRICS =
            List.of("boundary_f1_2_sentences", "sentence_boundary_similarity", "sentence_pk", "sentence_window_diff");

    private static final int FEWEST_SENTENCES = 10;

    private final long[] starts;
    private final long[] expected;
    private final long[] actual;

    SentenceScorer(GoldItem gold, List<Sentence> sentences, List<Chapter> chapters) {
        starts = sentences.stream()
                .mapToLong(sentence -> sentence.range().startMs())
                .toArray();
        long opening = ChapterScorer.opening(sentences);
        expected = positions(opening, gold.chapters().stream().mapToLong(GoldChapter::startMs));
        actual = positions(
                opening, chapters.stream().mapToLong(chapter -> chapter.range().startMs()));
    }

    void fill(ScoreSheet sheet) {
        if (starts.length < FEWEST_SENTENCES) {
            METRICS.forEach(metric -> sheet.undefined(metric, "The transcript has fewer than ten sentences."));
            return;
        }
        Segmentation reference = segmentation(expected);
        Segmentation hypothesis = segmentation(actual);
        int window = reference.window();
        sheet.value(
                "boundary_f1_2_sentences",
                BoundaryMatching.oneToOne(expected, actual, 2).f1(),
                expected.length);
        sheet.value(
                "sentence_boundary_similarity",
                SegmentationMetrics.boundarySimilarity(reference, hypothesis),
                expected.length);
        sheet.penalty("sentence_pk", SegmentationMetrics.pk(reference, hypothesis, window), expected.length);
        sheet.penalty(
                "sentence_window_diff", SegmentationMetrics.windowDiff(reference, hypothesis, window), expected.length);
    }

    private Segmentation segmentation(long[] positions) {
        BitSet gaps = new BitSet();
        Arrays.stream(positions).forEach(position -> gaps.set((int) position - 1));
        return Segmentation.ofGaps(starts.length, gaps);
    }

    /** 0-based sentences that open a chapter, without the first sentence and what is called the opening. */
    private long[] positions(long opening, LongStream chapterStarts) {
        return Arrays.stream(ChapterScorer.after(opening, chapterStarts))
                .map(this::nearest)
                .filter(position -> position > 0)
                .distinct()
                .toArray();
    }

    private long nearest(long start) {
        int found = Arrays.binarySearch(starts, start);
        if (found >= 0 || starts.length == 0) {
            return Math.max(0, found);
        }
        int after = -found - 1;
        if (after == 0 || after == starts.length) {
            return Math.max(0, after - 1);
        }
        return start - starts[after - 1] <= starts[after] - start ? after - 1 : after;
    }
}
