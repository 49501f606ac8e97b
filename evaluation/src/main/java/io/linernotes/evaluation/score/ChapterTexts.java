package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.summary.Rouge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Titles and summaries of chapters against those that people wrote; English only: so are the stems of words and the
 * vectors of sentences.
 */
final class ChapterTexts {
    private static final long TITLE_TOLERANCE_MS = 30_000;

    private static final List<String> TITLE_METRICS = List.of("title_rouge_l", "title_similarity");

    private ChapterTexts() {}

    static void score(ScoreSheet sheet, GoldItem gold, List<Chapter> chapters, Likeness likeness) {
        List<GoldChapter> titled = gold.chapters().stream()
                .filter(chapter -> !chapter.title().isBlank())
                .toList();
        if (!"en".equals(gold.language()) || titled.isEmpty()) {
            return;
        }
        List<Chapter> free = new ArrayList<>(chapters);
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (GoldChapter chapter : titled) {
            nearest(free, chapter.startMs()).ifPresent(counterpart -> {
                free.remove(counterpart);
                expected.add(chapter.title());
                actual.add(counterpart.title());
            });
        }
        sheet.ratio("matched_titles", expected.size(), titled.size(), "The gold names no chapter.");
        Rouge rouge = new Rouge(true);
        if (expected.isEmpty()) {
            String reason = "No chapter of ours starts within 30 s of one that people named.";
            TITLE_METRICS.forEach(metric -> sheet.undefined(metric, reason));
        } else {
            sheet.value(
                    "title_rouge_l",
                    mean(IntStream.range(0, expected.size())
                            .mapToDouble(i ->
                                    rouge.lcs(expected.get(i), actual.get(i)).f1())),
                    expected.size());
            sheet.value("title_similarity", mean(Arrays.stream(likeness.cosines(expected, actual))), expected.size());
        }
        summaries(sheet, gold, chapters, rouge);
    }

    private static double mean(DoubleStream values) {
        return values.average().orElseThrow();
    }

    private static Optional<Chapter> nearest(List<Chapter> chapters, long start) {
        return chapters.stream()
                .filter(chapter -> distance(chapter, start) <= TITLE_TOLERANCE_MS)
                .min(Comparator.comparingLong(chapter -> distance(chapter, start)));
    }

    private static long distance(Chapter chapter, long start) {
        return Math.abs(chapter.range().startMs() - start);
    }

    private static void summaries(ScoreSheet sheet, GoldItem gold, List<Chapter> chapters, Rouge rouge) {
        String expected =
                joined(gold.chapters().stream().map(GoldChapter::summary).toList());
        if (!expected.isEmpty()) {
            String actual = joined(chapters.stream().map(Chapter::summary).toList());
            sheet.value(
                    "chapter_summary_recall",
                    rouge.runs(expected, actual, 1).recall(),
                    gold.chapters().size());
        }
    }

    private static String joined(List<String> texts) {
        return texts.stream().filter(Objects::nonNull).collect(Collectors.joining(" "));
    }
}
