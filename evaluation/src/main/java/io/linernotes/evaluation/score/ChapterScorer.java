package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldTimes;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.metric.chapter.BoundaryMatching;
import io.linernotes.evaluation.metric.chapter.Segmentation;
import io.linernotes.evaluation.metric.chapter.SegmentationMetrics;
import io.linernotes.evaluation.metric.chapter.TimeChunks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Chapter starts against gold starts. The chapter that opens the recording is no finding, wherever its first word
 * happens to lie: starts up to five seconds (the smallest tolerance) after the first sentence count as 0 on both sides.
 */
final class ChapterScorer {
    private static final String STEP = "chapters";
    private static final String NO_CHAPTERS = "The run wrote no chapters.";
    private static final long OPENING_MS = 5_000;
    /** Ten chunks: with fewer, windows are most of the recording. */
    private static final long SHORTEST_MS = 60_000;

    private static final List<String> CHUNK_METRICS =
            List.of("chunk_boundary_similarity", "chunk_pk", "chunk_window_diff");

    private ChapterScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output, Likeness likeness) {
        if (gold.chapters().isEmpty()) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        List<Chapter> chapters = output.chapters();
        List<PlaceScorer> places = places(gold, output.sentences());
        if (chapters == null) {
            if (hasTimes(gold)) {
                MetricRegistry.BOUNDARY_TOLERANCES.forEach(
                        seconds -> sheet.undefined(MetricRegistry.boundaryF1Name(seconds), NO_CHAPTERS));
                CHUNK_METRICS.forEach(metric -> sheet.undefined(metric, NO_CHAPTERS));
            }
            places.forEach(place -> place.undefined(sheet, NO_CHAPTERS));
            sheet.undefined("chapter_count_ratio", NO_CHAPTERS);
            sheet.undefined("chapter_count_error", NO_CHAPTERS);
            return sheet.scores();
        }
        // Where times were only laid out, positions in the text are all there is to score.
        if (hasTimes(gold)) {
            boundaries(sheet, gold, output, chapters);
            ChapterTexts.score(sheet, gold, chapters, likeness);
        }
        places.forEach(place -> place.fill(sheet, gold, chapters));
        int expected = gold.chapters().size();
        sheet.ratio("chapter_count_ratio", chapters.size(), expected, "The gold has no chapters.");
        sheet.value("chapter_count_error", Math.abs(chapters.size() - expected), expected);
        return sheet.scores();
    }

    private static List<PlaceScorer> places(GoldItem gold, List<Sentence> sentences) {
        PlaceScorer bySentence = PlaceScorer.bySentence(sentences);
        return gold.cueStarts().isEmpty()
                ? List.of(bySentence)
                : List.of(bySentence, PlaceScorer.byCue(gold, sentences));
    }

    private static boolean hasTimes(GoldItem gold) {
        return gold.times() != GoldTimes.SYNTHETIC;
    }

    /** F1 within 30 s when all of our starts are moved, in milliseconds; for finding out whether they come late. */
    static double shiftedF1(GoldItem gold, EpisodeOutput output, long shiftMs) {
        List<Chapter> chapters = Objects.requireNonNull(output.chapters());
        long opening = opening(output.sentences());
        long[] expected = after(opening, gold.chapters().stream().mapToLong(GoldChapter::startMs));
        long[] actual = after(
                opening, chapters.stream().mapToLong(chapter -> chapter.range().startMs()));
        return BoundaryMatching.oneToOne(
                        expected,
                        Arrays.stream(actual)
                                .map(start -> Math.max(1, start + shiftMs))
                                .toArray(),
                        30_000)
                .f1();
    }

    /** Starts up to here open the recording. */
    static long opening(List<Sentence> sentences) {
        return OPENING_MS + (sentences.isEmpty() ? 0 : sentences.get(0).range().startMs());
    }

    private static void boundaries(ScoreSheet sheet, GoldItem gold, EpisodeOutput output, List<Chapter> chapters) {
        long opening = opening(output.sentences());
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
        sheet.penalty("chunk_pk", SegmentationMetrics.pk(reference, hypothesis, window), expected.length);
        sheet.penalty(
                "chunk_window_diff", SegmentationMetrics.windowDiff(reference, hypothesis, window), expected.length);
    }

    static long[] after(long opening, LongStream starts) {
        return starts.filter(start -> start > opening).toArray();
    }
}
