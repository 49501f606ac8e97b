package io.linernotes.evaluation.gate;

import static io.linernotes.evaluation.gate.GateNumbers.interval;
import static io.linernotes.evaluation.gate.GateNumbers.number;
import static io.linernotes.evaluation.gate.GateNumbers.signed;

import io.linernotes.evaluation.comparison.MetricComparison;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.statistics.Interval;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A metric may become worse than in the baseline by no more than a margin, over the items of both. It passes when the
 * whole 99 % interval of the loss is within the margin, fails when all of it is beyond, and is undecided between. With 95 %,
 * one of two hundred pairs of equal runs over twenty items still fails; a run has several gates.
 *
 * @param margin in the unit of the metric, 0 or more
 */
record RegressionGate(String name, GateScope scope, double margin) implements Gate {
    private static final int PER_CENT = 99;

    @Override
    public boolean needsBaseline() {
        return true;
    }

    @Override
    public boolean applies(RunEvaluation run, @Nullable RunEvaluation baseline) {
        return baseline != null && scope.hasValue(baseline);
    }

    @Override
    public GateResult check(RunEvaluation run, @Nullable RunEvaluation baseline) {
        MetricComparison comparison =
                MetricComparison.of(scope.metric(), scope.scores(Objects.requireNonNull(baseline)), scope.scores(run));
        int pairs = comparison.pairs().size();
        int lost = comparison.onlyFirst();
        // What neither run can have, such as a place in a talk of nine sentences, is no loss.
        if (pairs == 0 || scope.tooManyUndefined(lost, comparison.expected() - comparison.neither())) {
            String sentence = "%d of %d items have a value of %s in both runs; %d have one in the baseline only."
                    .formatted(pairs, comparison.expected(), scope.words(), lost);
            return result(comparison, GateOutcome.UNDEFINED, sentence, null, null, null);
        }
        double loss = comparison.loss();
        Interval interval = comparison.lossInterval(PER_CENT / 100.0);
        String sentence = "%s went from %s to %s: worse by %s (%s) over %d paired items; %d better, %d worse."
                .formatted(
                        scope.words(),
                        number(comparison.firstValue()),
                        number(comparison.secondValue()),
                        signed(loss),
                        interval(PER_CENT, interval),
                        pairs,
                        comparison.wins(),
                        comparison.losses());
        return result(
                comparison,
                outcome(loss, interval),
                sentence,
                comparison.secondValue(),
                comparison.firstValue(),
                interval);
    }

    private GateOutcome outcome(double loss, @Nullable Interval interval) {
        if (interval == null) {
            // One item: no worse is no worse; how much worse it would be elsewhere, nobody knows.
            return loss <= 0 ? GateOutcome.PASS : GateOutcome.UNDECIDED;
        }
        if (interval.low() > margin) {
            return GateOutcome.FAIL;
        }
        return interval.high() <= margin ? GateOutcome.PASS : GateOutcome.UNDECIDED;
    }

    private GateResult result(
            MetricComparison comparison,
            GateOutcome outcome,
            String sentence,
            @Nullable Double value,
            @Nullable Double before,
            @Nullable Interval interval) {
        String rule = "%s worse than the baseline by at most %s".formatted(scope.words(), number(margin));
        return new GateResult(
                name,
                outcome,
                scope.metric(),
                rule,
                sentence,
                value,
                before,
                margin,
                interval,
                comparison.pairs().size(),
                comparison.expected());
    }
}
