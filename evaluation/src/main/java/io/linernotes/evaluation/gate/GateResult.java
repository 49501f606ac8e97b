package io.linernotes.evaluation.gate;

import io.linernotes.evaluation.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What became of a gate.
 *
 * @param metric what was judged; null for costs
 * @param rule what it demands, for people
 * @param sentence why it ended so, with the numbers
 * @param value of this run; null when there is none
 * @param baseline of the run that it is compared with; null when there is none
 * @param limit what the judged figure may reach
 * @param interval of the judged figure: the 95 % interval of the value, or the 99 % interval of how much worse it became; null when there is none
 * @param n items that the value rests on; 0 for costs
 * @param expected items that it should rest on
 */
public record GateResult(
        String name,
        GateOutcome outcome,
        @Nullable String metric,
        String rule,
        String sentence,
        @Nullable Double value,
        @Nullable Double baseline,
        double limit,
        @Nullable Interval interval,
        int n,
        int expected) {
    /** The same figures, which do not count. */
    GateResult ignored(String why) {
        return new GateResult(
                name,
                GateOutcome.IGNORED,
                metric,
                rule,
                sentence + " " + why,
                value,
                baseline,
                limit,
                interval,
                n,
                expected);
    }
}
