package io.linernotes.evaluation.report;

import io.linernotes.evaluation.gate.GateResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The gates, one row each. */
final class GateSection {
    private GateSection() {}

    static Section of(EvaluationReport report) {
        List<List<Cell>> rows = report.gates().stream().map(GateSection::row).toList();
        List<String> words = rows.isEmpty()
                ? List.of("No gate was asked for, and none of the bundled ones has anything to judge.")
                : List.of("A gate fails when its whole interval is beyond what is allowed, and passes when the whole "
                        + "interval is within. Between, it is undecided. What has no value never passes.");
        DataTable table = DataTable.of(
                "gates-table",
                "Gates",
                null,
                DataTable.columns("Gate", "Result", "#Value", "#Baseline", "#Allowed", "Judged interval", "Items"),
                rows);
        return new Section("gates", "Gates", words, List.of(), List.of(), rows.isEmpty() ? List.of() : List.of(table));
    }

    private static List<Cell> row(GateResult gate) {
        String outcome = gate.outcome().name().toLowerCase(Locale.ROOT);
        String tone = switch (gate.outcome()) {
            case PASS -> "good";
            case UNDECIDED, IGNORED -> "caution";
            case FAIL, UNDEFINED -> "bad";
        };
        return List.of(
                Cell.text(gate.name()).withNote(gate.rule()),
                Cell.text(outcome).toned(tone),
                value(gate, gate.value()),
                value(gate, gate.baseline()),
                value(gate, gate.limit()),
                Cell.text(judged(gate)).withNote(gate.sentence()),
                gate.expected() == 0 ? Cell.none() : Cell.text("%d of %d".formatted(gate.n(), gate.expected())));
    }

    private static String judged(GateResult gate) {
        if (gate.metric() == null || gate.interval() == null) {
            return "no interval";
        }
        ScoreLabel label = ScoreLabel.of(gate.metric());
        return gate.baseline() == null ? label.interval(gate.interval()) : "worse by " + label.change(gate.interval());
    }

    private static Cell value(GateResult gate, @Nullable Double value) {
        if (value == null) {
            return Cell.none();
        }
        String text = gate.metric() == null
                ? Wording.amount(value)
                : ScoreLabel.of(gate.metric()).value(value);
        return Cell.number(text, value);
    }
}
