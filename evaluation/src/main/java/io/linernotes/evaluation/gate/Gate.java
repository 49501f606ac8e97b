package io.linernotes.evaluation.gate;

import io.linernotes.evaluation.run.RunEvaluation;
import org.jspecify.annotations.Nullable;

/** A rule that can fail a run. */
public sealed interface Gate permits BoundGate, RegressionGate, CostGate {
    /** Unique among the gates of a file. */
    String name();

    /** Whether it compares with another run. */
    boolean needsBaseline();

    /** Whether there is anything to judge; bundled gates that have nothing are left out. */
    boolean applies(RunEvaluation run, @Nullable RunEvaluation baseline);

    /**
     * Judges a run.
     *
     * @param baseline not null where one is needed
     */
    GateResult check(RunEvaluation run, @Nullable RunEvaluation baseline);
}
