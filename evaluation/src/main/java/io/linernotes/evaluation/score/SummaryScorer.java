package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.summary.Rouge;
import java.util.List;
import java.util.Optional;

/** The paragraph that a run wrote against a summary by a person. */
final class SummaryScorer {
    private static final String STEP = "summary";
    private static final List<String> METRICS = List.of("rouge_1", "rouge_2", "rouge_lsum");

    private SummaryScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output) {
        String reference = gold.summary();
        if (reference == null) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        Optional<Summary> paragraph = output.summaries() == null
                ? Optional.empty()
                : output.summaries().stream()
                        .filter(summary -> summary.kind() == SummaryKind.PARAGRAPH)
                        .findFirst();
        if (!"en".equals(gold.language())) {
            METRICS.forEach(metric -> sheet.undefined(metric, "ROUGE with stems is for English."));
        } else if (paragraph.isEmpty()) {
            METRICS.forEach(metric -> sheet.undefined(metric, "The run wrote no summary paragraph."));
        } else {
            rouge(sheet, sentences(reference), sentences(paragraph.get().text()));
        }
        return sheet.scores();
    }

    private static void rouge(ScoreSheet sheet, String reference, String hypothesis) {
        Rouge rouge = new Rouge(true);
        long words = reference.split("\\s+", -1).length;
        sheet.value("rouge_1", rouge.runs(reference, hypothesis, 1).f1(), words);
        sheet.value("rouge_2", rouge.runs(reference, hypothesis, 2).f1(), words);
        sheet.value("rouge_lsum", rouge.lcsOfSentences(reference, hypothesis).f1(), words);
    }

    /** One sentence a line. */
    private static String sentences(String text) {
        return text.strip().replaceAll("(?<=[.!?])\\s+", "\n");
    }
}
