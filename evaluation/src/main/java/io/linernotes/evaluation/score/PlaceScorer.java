package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.chapter.BoundaryMatching;
import io.linernotes.evaluation.metric.chapter.Segmentation;
import io.linernotes.evaluation.metric.chapter.SegmentationMetrics;
import io.linernotes.evaluation.metric.chapter.UnitStarts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/** Chapter starts as places in a text that is cut into units: a start belongs to the unit whose start is nearest. */
final class PlaceScorer {
    private static final int FEWEST_UNITS = 10;

    private final String unit;
    private final UnitStarts starts;
    private final long opening;

    /**
     * @param unit as the names of metrics have it
     * @param starts of the units, ascending
     * @param opening starts up to here open the recording
     */
    private PlaceScorer(String unit, LongStream starts, long opening) {
        this.unit = unit;
        this.starts = new UnitStarts(starts.toArray());
        this.opening = opening;
    }

    /** On sentences of our transcript. */
    static PlaceScorer bySentence(List<Sentence> sentences) {
        return new PlaceScorer(
                "sentence",
                sentences.stream().mapToLong(sentence -> sentence.range().startMs()),
                ChapterScorer.opening(sentences));
    }

    /** On cues of the gold's transcript: turns or paragraphs, whoever cuts sentences. */
    static PlaceScorer byCue(GoldItem gold, List<Sentence> sentences) {
        return new PlaceScorer(
                "cue", gold.cueStarts().stream().mapToLong(Long::longValue), ChapterScorer.opening(sentences));
    }

    void undefined(ScoreSheet sheet, String reason) {
        metrics().forEach(metric -> sheet.undefined(metric, reason));
    }

    void fill(ScoreSheet sheet, GoldItem gold, List<Chapter> chapters) {
        if (starts.size() < FEWEST_UNITS) {
            undefined(sheet, "The transcript has fewer than ten %ss.".formatted(unit));
            return;
        }
        long[] expected = positions(gold.chapters().stream().mapToLong(GoldChapter::startMs));
        long[] actual =
                positions(chapters.stream().mapToLong(chapter -> chapter.range().startMs()));
        Segmentation reference = segmentation(expected);
        Segmentation hypothesis = segmentation(actual);
        int window = reference.window();
        List<String> metrics = metrics();
        sheet.value(
                metrics.get(0), BoundaryMatching.oneToOne(expected, actual, 2).f1(), expected.length);
        sheet.value(metrics.get(1), SegmentationMetrics.boundarySimilarity(reference, hypothesis), expected.length);
        sheet.penalty(metrics.get(2), SegmentationMetrics.pk(reference, hypothesis, window), expected.length);
        sheet.penalty(metrics.get(3), SegmentationMetrics.windowDiff(reference, hypothesis, window), expected.length);
    }

    private List<String> metrics() {
        return List.of(
                "boundary_f1_2_%ss".formatted(unit),
                "%s_boundary_similarity".formatted(unit),
                "%s_pk".formatted(unit),
                "%s_window_diff".formatted(unit));
    }

    private Segmentation segmentation(long[] positions) {
        BitSet gaps = new BitSet();
        Arrays.stream(positions).forEach(position -> gaps.set((int) position - 1));
        return Segmentation.ofGaps(starts.size(), gaps);
    }

    /** 0-based units that open a chapter, without the first one and what is called the opening. */
    private long[] positions(LongStream chapterStarts) {
        return Arrays.stream(ChapterScorer.after(opening, chapterStarts))
                .map(starts::nearest)
                .filter(position -> position > 0)
                .distinct()
                .toArray();
    }
}
