package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What needs no understanding: as many chapters as people made, evenly spaced, and the first sentences as the summary.
 * Who does not beat it has not earned its cost.
 */
public final class Floor {
    private static final Set<String> METRICS = Set.of(
            "boundary_f1_5s",
            "boundary_f1_15s",
            "boundary_f1_30s",
            "boundary_f1_60s",
            "boundary_f1_2_sentences",
            "chunk_boundary_similarity",
            "chunk_pk",
            "chunk_window_diff",
            "sentence_boundary_similarity",
            "sentence_pk",
            "sentence_window_diff",
            "rouge_1",
            "rouge_2",
            "rouge_lsum");

    private Floor() {}

    /** The scores of the floor for one item; only those that mean something for it. */
    public static List<Score> scores(GoldItem gold, EpisodeOutput output) {
        List<Sentence> sentences = output.sentences();
        if (sentences.isEmpty()) {
            return List.of();
        }
        EpisodeOutput floor = new EpisodeOutput(
                output.language(), null, sentences, chapters(gold, sentences), null, List.of(lead(gold, sentences)));
        return Scorer.score(gold, floor).stream()
                .filter(score -> METRICS.contains(score.metric()))
                .toList();
    }

    private static List<Chapter> chapters(GoldItem gold, List<Sentence> sentences) {
        long start = sentences.get(0).range().startMs();
        long end = sentences.get(sentences.size() - 1).range().endMs();
        int count = gold.chapters().size();
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long from = start + (end - start) * i / count;
            long to = start + (end - start) * (i + 1) / count;
            chapters.add(new Chapter(
                    i,
                    new TimeRange(from, to),
                    "Part %d".formatted(i + 1),
                    null,
                    ChapterSource.GENERATED,
                    null,
                    Grounding.verified(List.of(1))));
        }
        return chapters;
    }

    private static Summary lead(GoldItem gold, List<Sentence> sentences) {
        int wanted = words(gold.summary() == null ? "" : gold.summary());
        StringBuilder text = new StringBuilder();
        for (Sentence sentence : sentences) {
            if (words(text.toString()) >= wanted) {
                break;
            }
            text.append(sentence.text()).append(' ');
        }
        Claim claim = new Claim(text.toString(), Grounding.verified(List.of(1)));
        return new Summary(SummaryKind.PARAGRAPH, text.toString().strip(), List.of(claim));
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }
}
