package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.RunEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was not scored, and what was not made, with reasons. */
final class FailureSection {
    private static final int SHOWN = 200;

    private FailureSection() {}

    static Section of(EvaluationReport report) {
        RunEvaluation run = report.run();
        List<DataTable> tables = new ArrayList<>();
        List<List<Cell>> undefined = undefined(run);
        if (!undefined.isEmpty()) {
            tables.add(DataTable.of(
                    "undefined",
                    "Scores without a value",
                    null,
                    DataTable.columns("Measure", "Why", "#Recordings"),
                    undefined));
        }
        if (!run.failures().isEmpty()) {
            tables.add(DataTable.of(
                    "failed",
                    "Recordings that could not be used",
                    run.failures().size() > SHOWN
                            ? "The first %d of %d."
                                    .formatted(SHOWN, run.failures().size())
                            : null,
                    DataTable.columns("Recording", "What happened", "Code"),
                    run.failures().stream()
                            .limit(SHOWN)
                            .map(failure -> List.of(
                                    Cell.text(failure.name()),
                                    Cell.text(failure.sentence()),
                                    Cell.text(failure.code())))
                            .toList()));
        }
        List<List<Cell>> states = new TreeMap<>(run.states())
                .entrySet().stream()
                        .map(state -> List.of(Cell.text(state.getKey()), Cell.count(state.getValue())))
                        .toList();
        tables.add(DataTable.of(
                "states", "Where every recording went", null, DataTable.columns("State", "#Recordings"), states));
        String words = "%s of %s were found in the run and scored. %s could not be used; %d %s have no value."
                .formatted(
                        Wording.count(run.items().size()),
                        Wording.count(run.goldItems(), "gold item"),
                        Wording.count(run.failures().size(), "recording"),
                        undefined.size(),
                        undefined.size() == 1 ? "kind of score" : "kinds of scores");
        return new Section("failures", "Failures", List.of(words), List.of(), List.of(), tables);
    }

    private static List<List<Cell>> undefined(RunEvaluation run) {
        record Key(String metric, String reason) {}
        Map<Key, Long> counts = run.items().stream()
                .flatMap(item -> item.scores().stream())
                .filter(score -> score.value() == null)
                .collect(Collectors.groupingBy(
                        score -> new Key(score.metric(), String.valueOf(score.undefinedReason())),
                        Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Key, Long>comparingByValue().reversed())
                .map(entry -> List.of(
                        Cell.text(ScoreLabel.of(entry.getKey().metric()).name()),
                        Cell.text(entry.getKey().reason()),
                        Cell.count(entry.getValue())))
                .toList();
    }
}
