package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.run.UnitCost;
import io.linernotes.evaluation.score.ScoreSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The few numbers that stand for the run. */
final class Headline {
    static final List<String> METRICS =
            List.of("wer", "boundary_f1_30s", "boundary_f1_2_sentences", "rouge_lsum", "unsupported_claims");

    private Headline() {}

    static List<ReportView.Figure> figures(EvaluationReport report) {
        RunEvaluation run = report.run();
        List<ReportView.Figure> figures = new ArrayList<>();
        figures.add(new ReportView.Figure(
                "Recordings with gold",
                Wording.count(run.items().size()),
                "of %s gold items; %s of audio in the run"
                        .formatted(Wording.count(run.goldItems()), Wording.hours(run.audioMs()))));
        for (ScoreSummary summary : run.summaries()) {
            if (METRICS.contains(summary.metric()) && summary.value() != null) {
                ScoreLabel label = ScoreLabel.of(summary.metric());
                String interval = summary.interval() == null
                        ? ""
                        : "95 %% interval %s, ".formatted(label.interval(summary.interval()));
                figures.add(new ReportView.Figure(
                        label.name(),
                        label.value(summary.value()),
                        "%s%s, %d of %d scored"
                                .formatted(
                                        interval,
                                        before(report, summary.metric(), label),
                                        summary.scored(),
                                        summary.expected())));
            }
        }
        Double money = UnitCost.MONEY_PER_AUDIO_HOUR.of(run);
        figures.add(new ReportView.Figure(
                "Model cost per audio hour",
                money == null ? "not known" : money == 0 ? "none" : String.format(Locale.ROOT, "$%.4f", money),
                Wording.count(run.calls().size(), "call") + " to language models"));
        return figures;
    }

    private static String before(EvaluationReport report, String metric, ScoreLabel label) {
        RunEvaluation baseline = report.baseline();
        if (baseline == null) {
            return "no baseline";
        }
        return baseline.summaries().stream()
                .filter(summary -> summary.metric().equals(metric))
                .map(ScoreSummary::value)
                .findFirst()
                .map(value -> "baseline " + label.value(value))
                .orElse("no baseline");
    }
}
