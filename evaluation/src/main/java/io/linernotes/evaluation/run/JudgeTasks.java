package io.linernotes.evaluation.run;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldClaim;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.judge.JudgeTask;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of an item a judge is given. */
final class JudgeTasks {
    private JudgeTasks() {}

    /** Null when the run wrote nothing that could be judged. */
    static @Nullable JudgeTask of(ItemEvaluation item) {
        List<Summary> summaries = item.output().summaries();
        if (summaries == null || item.output().sentences().isEmpty()) {
            return null;
        }
        Map<String, Claim> claims = new LinkedHashMap<>();
        summaries.stream()
                .flatMap(summary -> summary.claims().stream())
                .forEach(claim -> claims.putIfAbsent(claim.text(), claim));
        if (claims.isEmpty()) {
            return null;
        }
        GoldItem gold = item.gold();
        EpisodeMetadata known = new EpisodeMetadata(
                gold.show(), item.title(), gold.published(), item.output().language(), null);
        return new JudgeTask(
                item.recording(),
                known,
                item.output().sentences(),
                List.copyOf(claims.values()),
                points(gold),
                gold.claims().stream().map(GoldClaim::text).toList());
    }

    /** What people wrote of its chapters, else the sentences of their summary. */
    private static List<String> points(GoldItem gold) {
        List<String> chapters = gold.chapters().stream()
                .map(GoldChapter::summary)
                .filter(Objects::nonNull)
                .toList();
        if (!chapters.isEmpty() || gold.summary() == null) {
            return chapters;
        }
        String language = gold.language() == null ? "en" : gold.language();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        sentences.setText(gold.summary());
        List<String> points = new ArrayList<>();
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            String sentence = gold.summary().substring(start, end).strip();
            if (!sentence.isEmpty()) {
                points.add(sentence);
            }
            start = end;
        }
        return points;
    }
}
