package io.linernotes.evaluation.report;

import io.linernotes.evaluation.comparison.MetricComparison;
import io.linernotes.evaluation.comparison.PairedScore;
import io.linernotes.evaluation.comparison.RunComparison;
import io.linernotes.evaluation.run.ItemEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became worse and what became better, item by item. */
final class ChangeSection {
    private static final int SHOWN = 100;

    private ChangeSection() {}

    static Section of(EvaluationReport report, Scoreboard scoreboard) {
        RunComparison comparison = scoreboard.comparison();
        if (comparison == null) {
            return new Section(
                    "changes",
                    "Regressions and wins",
                    List.of("There is no baseline: name one with --baseline to see what changed."),
                    List.of(),
                    List.of(),
                    List.of());
        }
        List<DataTable> tables = new ArrayList<>();
        tables.add(DataTable.of(
                "comparison",
                "Every measure",
                "p values are those of the sign-flip test on paired recordings; Holm's correction covers all rows.",
                DataTable.columns(
                        "Measure",
                        "#Baseline",
                        "#This run",
                        "#Change",
                        "#p",
                        "#p, Holm",
                        "#p, Wilcoxon",
                        "#Better",
                        "#Worse"),
                comparison.rows().stream().map(ChangeSection::row).toList()));
        Map<String, ItemEvaluation> items = report.run().items().stream()
                .collect(Collectors.toMap(ItemEvaluation::key, Function.identity(), (first, second) -> first));
        comparison.rows().stream()
                .map(RunComparison.Row::comparison)
                .filter(paired -> Headline.METRICS.contains(paired.metric().name()))
                .forEach(paired -> tables.add(items(paired, items)));
        return new Section(
                "changes",
                "Regressions and wins",
                List.of("Recordings by how much they changed, worst first; a name leads to both outputs."),
                List.of(),
                List.of(),
                tables);
    }

    private static List<Cell> row(RunComparison.Row row) {
        MetricComparison paired = row.comparison();
        ScoreLabel label = ScoreLabel.of(paired.metric().name());
        return List.of(
                Cell.text(label.name()),
                Cell.number(label.value(paired.firstValue()), paired.firstValue()),
                Cell.number(label.value(paired.secondValue()), paired.secondValue()),
                Scoreboard.change(label, paired),
                probability(row.signFlip()),
                probability(row.holm()),
                probability(row.wilcoxon()),
                Cell.count(paired.wins()),
                Cell.count(paired.losses()));
    }

    private static Cell probability(double p) {
        return Cell.number(p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p), p);
    }

    private static DataTable items(MetricComparison paired, Map<String, ItemEvaluation> items) {
        ScoreLabel label = ScoreLabel.of(paired.metric().name());
        List<List<Cell>> rows = paired.worstFirst().stream()
                .filter(pair -> pair.gain(paired.metric().direction()) != 0)
                .limit(SHOWN)
                .map(pair -> item(pair, paired, label, items.get(pair.item())))
                .toList();
        String lead = rows.isEmpty()
                ? "No recording changed."
                : "%d better, %d worse, %d the same."
                        .formatted(
                                paired.wins(),
                                paired.losses(),
                                paired.pairs().size() - paired.wins() - paired.losses());
        return DataTable.of(
                        "changes-" + Anchors.id(paired.metric().name()),
                        label.name(),
                        lead,
                        DataTable.columns("Recording", "#Baseline", "#This run", "#Change"),
                        rows)
                .fold();
    }

    private static List<Cell> item(PairedScore pair, MetricComparison paired, ScoreLabel label, ItemEvaluation item) {
        double change = pair.secondValue() - pair.firstValue();
        boolean better = pair.gain(paired.metric().direction()) > 0;
        return List.of(
                Cell.text(item.title()).linkingTo(ItemCards.anchor(item)),
                Cell.number(label.value(pair.firstValue()), pair.firstValue()),
                Cell.number(label.value(pair.secondValue()), pair.secondValue()),
                Cell.number(label.change(change), change).toned(better ? "good" : "bad"));
    }
}
