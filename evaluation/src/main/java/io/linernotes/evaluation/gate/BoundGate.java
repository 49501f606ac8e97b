package io.linernotes.evaluation.gate;

import static io.linernotes.evaluation.gate.GateNumbers.interval;
import static io.linernotes.evaluation.gate.GateNumbers.number;

import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.ScoreSummary;
import io.linernotes.evaluation.statistics.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric may not pass a limit. It fails when the whole interval lies beyond; a value beyond whose interval reaches back
 * is undecided.
 *
 * @param upper whether the limit is the highest allowed value; else the lowest
 */
record BoundGate(String name, GateScope scope, double limit, boolean upper) implements Gate {
    @Override
    public boolean needsBaseline() {
        return false;
    }

    @Override
    public boolean applies(RunEvaluation run, @Nullable RunEvaluation baseline) {
        return !scope.scores(run).isEmpty();
    }

    @Override
    public GateResult check(RunEvaluation run, @Nullable RunEvaluation baseline) {
        List<ScoreSummary> summaries = ScoreSummary.of(
                scope.scores(run).stream().map(KeyedScore::score).toList());
        ScoreSummary summary = summaries.isEmpty() ? null : summaries.get(0);
        int scored = summary == null ? 0 : summary.scored();
        int expected = summary == null ? 0 : summary.expected();
        if (summary == null || summary.value() == null || scope.tooManyUndefined(expected - scored, expected)) {
            String sentence = "%d of %d items have a value of %s.".formatted(scored, expected, scope.words());
            return new GateResult(
                    name,
                    GateOutcome.UNDEFINED,
                    scope.metric(),
                    rule(),
                    sentence,
                    null,
                    null,
                    limit,
                    null,
                    scored,
                    expected);
        }
        double value = summary.value();
        Interval interval = summary.interval();
        String sentence = "%s is %s (%s), %d of %d items scored."
                .formatted(scope.words(), number(value), interval(95, interval), scored, expected);
        return new GateResult(
                name,
                outcome(value, interval),
                scope.metric(),
                rule(),
                sentence,
                value,
                null,
                limit,
                interval,
                scored,
                expected);
    }

    private GateOutcome outcome(double value, @Nullable Interval interval) {
        if (isAllowed(value)) {
            return GateOutcome.PASS;
        }
        boolean reachesBack = interval != null && isAllowed(upper ? interval.low() : interval.high());
        return reachesBack ? GateOutcome.UNDECIDED : GateOutcome.FAIL;
    }

    private boolean isAllowed(double value) {
        return upper ? value <= limit : value >= limit;
    }

    private String rule() {
        return "%s at %s %s".formatted(scope.words(), upper ? "most" : "least", number(limit));
    }
}
