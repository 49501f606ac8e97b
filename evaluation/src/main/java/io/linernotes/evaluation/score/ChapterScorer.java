package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldTimes;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.metric.chapter.BoundaryMatching;
import io.linernotes.evaluation.metric.chapter.Segmentation;
import io.linernotes.evaluation.metric.chapter.SegmentationMetrics;
import io.linernotes.evaluation.metric.chapter.TimeChunks;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Chapter starts against gold starts. The chapter that opens the recording is no finding, wherever its first word
 * happens to lie: starts up to five seconds (the smallest tolerance) after the first sentence count as 0 on both sides.
 */
final class ChapterScorer {
    private static final String STEP = "chapters";
    private static final long OPENING_MS = 5_000;
    /** Ten chunks: with fewer, windows are most of the recording. */
    private static final long SHORTEST_MS = 60_000;

    private static final List<String> CHUNK_METRICS =
            List.of("chunk_boundary_similarity", "chunk_pk", "chunk_window_diff");

    private ChapterScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output) {
        if (gold.chapters().isEmpty()) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        List<Chapter> chapters = output.chapters();
        if (chapters == null) {
            undefined(sheet, "The run wrote no chapters.");
            sheet.undefined("chapter_count_ratio", "The run wrote no chapters.");
            sheet.undefined("chapter_count_error", "The run wrote no chapters.");
            return sheet.scores();
        }
        if (gold.times() == GoldTimes.SYNTHETIC) {
            undefined(sheet, "The gold has no times of its own.");
        } else {
            boundaries(sheet, gold, output, chapters);
        }
        int expected = gold.chapters().size();
        sheet.ratio("chapter_count_ratio", chapters.size(), expected, "The gold has no chapters.");
        sheet.value("chapter_count_error", Math.abs(chapters.size() - expected), expected);
        return sheet.scores();
    }

    private static void undefined(ScoreSheet sheet, String reason) {
        MetricRegistry.BOUNDARY_TOLERANCES.forEach(
                seconds -> sheet.undefined(MetricRegistry.boundaryF1Name(seconds), reason));
        CHUNK_METRICS.forEach(metric -> sheet.undefined(metric, reason));
    }

    private static void boundaries(ScoreSheet sheet, GoldItem gold, EpisodeOutput output, List<Chapter> chapters) {
        long firstWord = output.sentences().isEmpty()
                ? 0
                : output.sentences().get(0).range().startMs();
        long opening = firstWord + OPENING_MS;
        long[] expected = after(opening, gold.chapters().stream().mapToLong(GoldChapter::startMs));
        long[] actual = after(
                opening, chapters.stream().mapToLong(chapter -> chapter.range().startMs()));
        for (int seconds : MetricRegistry.BOUNDARY_TOLERANCES) {
            double f1 =
                    BoundaryMatching.oneToOne(expected, actual, 1000L * seconds).f1();
            sheet.value(MetricRegistry.boundaryF1Name(seconds), f1, expected.length);
        }
        chunks(sheet, gold, expected, actual);
    }

    private static void chunks(ScoreSheet sheet, GoldItem gold, long[] expected, long[] actual) {
        Long duration = gold.durationMs();
        if (duration == null || duration < SHORTEST_MS) {
            CHUNK_METRICS.forEach(
                    metric -> sheet.undefined(metric, "The gold has no duration, or one of less than a minute."));
            return;
        }
        TimeChunks chunks = new TimeChunks(duration);
        Segmentation reference = chunks.segmentation(expected);
        Segmentation hypothesis = chunks.segmentation(actual);
        int window = reference.window();
        sheet.value(
                "chunk_boundary_similarity",
                SegmentationMetrics.boundarySimilarity(reference, hypothesis),
                expected.length);
        penalty(sheet, "chunk_pk", SegmentationMetrics.pk(reference, hypothesis, window), expected.length);
        penalty(
                sheet,
                "chunk_window_diff",
                SegmentationMetrics.windowDiff(reference, hypothesis, window),
                expected.length);
    }

    private static void penalty(ScoreSheet sheet, String metric, @Nullable Double value, long n) {
        if (value == null) {
            sheet.undefined(metric, "The recording is not longer than a window.");
        } else {
            sheet.value(metric, value, n);
        }
    }

    private static long[] after(long opening, LongStream starts) {
        return starts.filter(start -> start > opening).toArray();
    }
}
