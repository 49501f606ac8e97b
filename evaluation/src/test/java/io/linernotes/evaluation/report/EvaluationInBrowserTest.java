package io.linernotes.evaluation.report;

import io.linernotes.evaluation.gate.Gates;
import io.linernotes.evaluation.gate.Runs;
import io.linernotes.evaluation.run.Floors;
import io.linernotes.evaluation.run.RunEvaluation;
import java.util.List;
import java.util.function.UnaryOperator;

/** An invented run whose chapters are late. */
class EvaluationInBrowserTest extends EvaluationInBrowser {
    @Override
    EvaluationReport report() {
        RunEvaluation before = Runs.plain("before", 12);
        RunEvaluation moved = Runs.run("moved", 12, start -> start + 40_000, UnaryOperator.identity(), 1);
        return new EvaluationReport(
                moved, before, Floors.of(moved, Runs.SCORER), Gates.checkBundled(moved, before), List.of(), List.of());
    }

    @Override
    String verdict() {
        return "Not good enough: 2 of 5 gates failed.";
    }
}
