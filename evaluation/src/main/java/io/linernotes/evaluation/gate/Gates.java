package io.linernotes.evaluation.gate;

import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.Judging;
import io.linernotes.evaluation.run.RunEvaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a run with many gates. */
public final class Gates {
    private Gates() {}

    /** With gates that somebody asked for: all of them count, also those that find nothing to judge. */
    public static List<GateResult> check(List<Gate> gates, RunEvaluation run, @Nullable RunEvaluation baseline) {
        return gates.stream().map(gate -> check(gate, run, baseline)).toList();
    }

    /** What a judge thinks counts once people have been found to think the same. */
    private static GateResult check(Gate gate, RunEvaluation run, @Nullable RunEvaluation baseline) {
        GateResult result = gate.check(run, baseline);
        Judging judging = run.judging();
        return judging == null
                        || result.metric() == null
                        || !MetricRegistry.isOpinion(result.metric())
                        || judging.agreement().isEnough()
                ? result
                : result.ignored("It does not count: " + judging.agreement().sentence());
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
