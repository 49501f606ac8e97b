package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.statistics.RankCorrelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How errors of recognition go with the quality of what is written from it. */
final class PropagationSection {
    private static final List<String> CAUSES = List.of("wer", "flagged_segments");
    private static final List<String> EFFECTS = List.of("boundary_f1_30s", "boundary_f1_2_sentences", "rouge_lsum");

    private PropagationSection() {}

    static Section of(EvaluationReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        for (String cause : CAUSES) {
            for (String effect : EFFECTS) {
                List<ItemEvaluation> items = report.run().items().stream()
                        .filter(item -> item.value(cause) != null && item.value(effect) != null)
                        .toList();
                if (!items.isEmpty()) {
                    rows.add(row(cause, effect, items));
                    charts.add(chart(cause, effect, items));
                }
            }
        }
        if (rows.isEmpty()) {
            return new Section(
                    "propagation",
                    "Where errors travel",
                    List.of(
                            "No recording has both a reference text and reference chapters or summaries, so nobody can say "
                                    + "here how errors of recognition reach the notes."),
                    List.of(),
                    List.of(),
                    List.of());
        }
        DataTable table = DataTable.of(
                "propagation-table",
                "Rank correlation over recordings",
                "−1: the more of the one, the less of the other. An interval that holds 0 shows nothing.",
                DataTable.columns("Cause", "Effect", "#Spearman", "95 % interval", "#Recordings"),
                rows);
        return new Section("propagation", "Where errors travel", List.of(), charts, List.of(), List.of(table));
    }

    private static List<Cell> row(String cause, String effect, List<ItemEvaluation> items) {
        @Nullable
        RankCorrelation correlation = RankCorrelation.of(
                values(cause, items),
                values(effect, items),
                items.stream().map(item -> item.gold().cluster()).toList());
        return List.of(
                Cell.text(ScoreLabel.of(cause).name()),
                Cell.text(ScoreLabel.of(effect).name()),
                correlation == null
                        ? Cell.text("too few or all equal").toned("soft")
                        : Cell.number(String.format(Locale.ROOT, "%+.2f", correlation.rho()), correlation.rho()),
                correlation == null ? Cell.none() : Cell.text(Wording.interval(correlation.interval(), false)),
                Cell.count(items.size()));
    }

    private static Chart chart(String cause, String effect, List<ItemEvaluation> items) {
        List<Chart.Point> points = items.stream()
                .map(item -> new Chart.Point(
                        item.title(),
                        item.value(cause),
                        Objects.requireNonNull(item.value(effect)),
                        null,
                        null,
                        "#" + ItemCards.anchor(item)))
                .toList();
        String name = ScoreLabel.of(effect).name();
        return new Chart(
                "propagation-%s-%s".formatted(Anchors.id(cause), Anchors.id(effect)),
                "scatter",
                name,
                ScoreLabel.of(cause).name(),
                name,
                List.of(new Chart.Series("recordings", false, points)));
    }

    private static double[] values(String metric, List<ItemEvaluation> items) {
        return items.stream()
                .mapToDouble(item -> Objects.requireNonNull(item.value(metric)))
                .toArray();
    }
}
