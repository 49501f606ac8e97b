package io.linernotes.evaluation.gate;

import static io.linernotes.evaluation.gate.GateNumbers.number;
import static io.linernotes.evaluation.gate.GateNumbers.signed;

import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.run.UnitCost;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An hour of audio may cost so much, or so much more than in the baseline. Costs are counted, not sampled: they have no
 * interval.
 *
 * @param growth whether the limit is a share of the baseline's cost; else an amount
 */
record CostGate(String name, UnitCost cost, double limit, boolean growth) implements Gate {
    /** Sums that differ by less are equal but for rounding. */
    private static final double ROUNDING = 1e-9;

    @Override
    public boolean needsBaseline() {
        return growth;
    }

    @Override
    public boolean applies(RunEvaluation run, @Nullable RunEvaluation baseline) {
        return growth ? baseline != null && cost.of(baseline) != null : cost.of(run) != null;
    }

    @Override
    public GateResult check(RunEvaluation run, @Nullable RunEvaluation baseline) {
        Double value = cost.of(run);
        Double before = growth ? cost.of(Objects.requireNonNull(baseline)) : null;
        if (value == null || (growth && before == null)) {
            String whose = value == null ? "this run" : "the baseline";
            return result(
                    GateOutcome.UNDEFINED, "Not all %s of %s are known.".formatted(cost.unit(), whose), value, before);
        }
        if (before == null) {
            return result(
                    value <= limit + ROUNDING ? GateOutcome.PASS : GateOutcome.FAIL,
                    "%s %s.".formatted(number(value), cost.unit()),
                    value,
                    null);
        }
        // From nothing to anything is more than any share.
        double grown = before == 0 ? (value == 0 ? 0 : Double.POSITIVE_INFINITY) : value / before - 1;
        String share = Double.isInfinite(grown) ? "from nothing" : signed(100 * grown) + " %";
        return result(
                grown <= limit + ROUNDING ? GateOutcome.PASS : GateOutcome.FAIL,
                "%s %s after %s: %s.".formatted(number(value), cost.unit(), number(before), share),
                value,
                before);
    }

    private GateResult result(GateOutcome outcome, String sentence, @Nullable Double value, @Nullable Double before) {
        String rule = growth
                ? "%s above the baseline's by at most %s %%".formatted(cost.key(), number(100 * limit))
                : "%s at most %s".formatted(cost.key(), number(limit));
        return new GateResult(name, outcome, null, rule, sentence, value, before, limit, null, 0, 0);
    }
}
