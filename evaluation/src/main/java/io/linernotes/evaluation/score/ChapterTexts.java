package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.summary.Rouge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Titles and summaries of chapters against those that people wrote; English only, since words are stemmed. */
final class ChapterTexts {
    private static final long TITLE_TOLERANCE_MS = 30_000;

    private ChapterTexts() {}

    static void score(ScoreSheet sheet, GoldItem gold, List<Chapter> chapters) {
        List<GoldChapter> titled = gold.chapters().stream()
                .filter(chapter -> !chapter.title().isBlank())
                .toList();
        if (!"en".equals(gold.language()) || titled.isEmpty()) {
            return;
        }
        Rouge rouge = new Rouge(true);
        List<Chapter> free = new ArrayList<>(chapters);
        List<Double> values = new ArrayList<>();
        for (GoldChapter expected : titled) {
            nearest(free, expected.startMs()).ifPresent(chapter -> {
                free.remove(chapter);
                values.add(rouge.lcs(expected.title(), chapter.title()).f1());
            });
        }
        sheet.ratio("matched_titles", values.size(), titled.size(), "The gold names no chapter.");
        if (values.isEmpty()) {
            sheet.undefined("title_rouge_l", "No chapter of ours starts within 30 s of one that people named.");
        } else {
            sheet.value(
                    "title_rouge_l",
                    values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                    values.size());
        }
        summaries(sheet, gold, chapters, rouge);
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
