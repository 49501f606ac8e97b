package io.linernotes.evaluation.gate;

import io.linernotes.evaluation.run.RunEvaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a run with many gates. */
public final class Gates {
    private Gates() {}

    /** With gates that somebody asked for: all of them count, also those that find nothing to judge. */
    public static List<GateResult> check(List<Gate> gates, RunEvaluation run, @Nullable RunEvaluation baseline) {
        return gates.stream().map(gate -> gate.check(run, baseline)).toList();
    }

    /** With the bundled gates: those that have something to judge. */
    public static List<GateResult> checkBundled(RunEvaluation run, @Nullable RunEvaluation baseline) {
        return check(
                GateFile.bundled().stream()
                        .filter(gate -> gate.applies(run, baseline))
                        .toList(),
                run,
                baseline);
    }
}
