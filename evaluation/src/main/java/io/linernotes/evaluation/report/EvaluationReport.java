package io.linernotes.evaluation.report;

import io.linernotes.evaluation.gate.GateOutcome;
import io.linernotes.evaluation.gate.GateResult;
import io.linernotes.evaluation.run.Floors;
import io.linernotes.evaluation.run.RunEvaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an evaluation, of which every output is made.
 *
 * @param baseline the run that it is compared with; null for none
 * @param floors what simple means reach on the same recordings
 * @param gates judged, in the order of their file
 * @param history earlier evaluations beside this one, oldest first, without those of this run
 * @param provenance what this evaluation was made with
 */
public record EvaluationReport(
        RunEvaluation run,
        @Nullable RunEvaluation baseline,
        Floors floors,
        List<GateResult> gates,
        List<HistoryPoint> history,
        List<Fact> provenance) {
    public EvaluationReport {
        gates = List.copyOf(gates);
        history = List.copyOf(history);
        provenance = List.copyOf(provenance);
    }

    /** Gates with this outcome. */
    public List<GateResult> gates(GateOutcome outcome) {
        return gates.stream().filter(gate -> gate.outcome() == outcome).toList();
    }

    /** Whether no gate stands in the way. */
    public boolean isAllowed() {
        return gates.stream().allMatch(gate -> gate.outcome().isAllowed());
    }
}
