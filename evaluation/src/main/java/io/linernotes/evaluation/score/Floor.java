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
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What needs little or no understanding, given as many chapters as people made. Who does not beat it has not earned its
 * cost.
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
            "boundary_f1_2_cues",
            "cue_boundary_similarity",
            "cue_pk",
            "cue_window_diff",
            "rouge_1",
            "rouge_2",
            "rouge_lsum",
            "summary_similarity");

    private final Scorer scorer;

    public Floor(Scorer scorer) {
        this.scorer = scorer;
    }

    /** Scores of evenly spaced chapters and of the first sentences as the summary; those that mean something for them. */
    public List<Score> scores(GoldItem gold, EpisodeOutput output) {
        List<Sentence> sentences = output.sentences();
        return sentences.isEmpty()
                ? List.of()
                : scores(gold, output, even(gold, sentences), List.of(lead(gold, sentences)));
    }

    /** Scores of chapters that are found by the words alone. */
    public List<Score> lexicalScores(GoldItem gold, EpisodeOutput output) {
        List<Sentence> sentences = output.sentences();
        if (sentences.isEmpty() || gold.chapters().isEmpty()) {
            return List.of();
        }
        List<Long> starts = LexicalTiling.starts(sentences, gold.chapters().size()).stream()
                .map(start -> sentences.get(start).range().startMs())
                .toList();
        return scores(gold, output, chapters(starts, end(sentences)), null);
    }

    private List<Score> scores(
            GoldItem gold, EpisodeOutput output, List<Chapter> chapters, @Nullable List<Summary> summaries) {
        EpisodeOutput floor = new EpisodeOutput(output.language(), null, output.sentences(), chapters, null, summaries);
        return scorer.score(gold, floor).stream()
                .filter(score -> METRICS.contains(score.metric()) && score.value() != null)
                .toList();
    }

    private static long end(List<Sentence> sentences) {
        return sentences.get(sentences.size() - 1).range().endMs();
    }

    private static List<Chapter> even(GoldItem gold, List<Sentence> sentences) {
        long start = sentences.get(0).range().startMs();
        long end = end(sentences);
        int count = gold.chapters().size();
        return chapters(
                LongStream.range(0, count)
                        .mapToObj(i -> start + (end - start) * i / count)
                        .toList(),
                end);
    }

    private static List<Chapter> chapters(List<Long> starts, long end) {
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            long from = starts.get(i);
            long to = i + 1 < starts.size() ? starts.get(i + 1) : end;
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
