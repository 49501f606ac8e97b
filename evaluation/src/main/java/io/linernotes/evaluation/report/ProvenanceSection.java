package io.linernotes.evaluation.report;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.evaluation.run.RunEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the numbers were made with, so that somebody else can make them again. */
final class ProvenanceSection {
    private ProvenanceSection() {}

    static Section of(EvaluationReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        add(rows, "this run", report.run());
        if (report.baseline() != null) {
            add(rows, "baseline", report.baseline());
        }
        report.provenance()
                .forEach(fact ->
                        rows.add(List.of(Cell.text("evaluation"), Cell.text(fact.name()), Cell.text(fact.value()))));
        DataTable table = DataTable.of(
                "provenance-table", "What it was made with", null, DataTable.columns("Of", "What", "Which"), rows);
        return new Section("provenance", "Provenance", List.of(), List.of(), List.of(), List.of(table));
    }

    private static void add(List<List<Cell>> rows, String whose, RunEvaluation run) {
        fact(rows, whose, "folder", run.folder());
        fact(rows, whose, "started", run.started() == null ? "not known" : Wording.instant(run.started()));
        fact(rows, whose, "Linernotes", run.appVersion());
        ModelIdentity speech = run.speechModel();
        fact(
                rows,
                whose,
                "speech model",
                speech == null ? "none: transcripts were imported" : speech.name() + ", sha256 " + speech.sha256());
        fact(rows, whose, "notes by", run.engine());
        joined(run.calls().stream()
                        .map(call -> Objects.requireNonNullElse(
                                call.call().modelAnswered(), call.call().modelAsked())))
                .forEach(model -> fact(rows, whose, "language model", model));
        joined(run.calls().stream()
                        .map(call -> "%s/%s, sha256 %s"
                                .formatted(
                                        call.call().task(),
                                        call.call().promptVersion(),
                                        call.call().promptSha256())))
                .forEach(prompt -> fact(rows, whose, "prompt", prompt));
    }

    private static List<String> joined(Stream<String> values) {
        return values.distinct().sorted().toList();
    }

    private static void fact(List<List<Cell>> rows, String whose, String name, String value) {
        rows.add(List.of(Cell.text(whose), Cell.text(name), Cell.text(value)));
    }
}
