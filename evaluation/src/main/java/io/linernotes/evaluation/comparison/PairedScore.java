package io.linernotes.evaluation.comparison;

import io.linernotes.evaluation.metric.Direction;
import io.linernotes.evaluation.score.Score;
import java.util.Objects;

/**
 * One metric of one item in two runs; both have a value.
 *
 * @param item name of the item among all sets
 */
public record PairedScore(String item, Score first, Score second) {
    public double firstValue() {
        return Objects.requireNonNull(first.value());
    }

    public double secondValue() {
        return Objects.requireNonNull(second.value());
    }

    /** How much better the second is: above 0 where it wins, whatever the direction of the metric. */
    public double gain(Direction direction) {
        return worth(direction, secondValue()) - worth(direction, firstValue());
    }

    /** More is better. */
    static double worth(Direction direction, double value) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> value;
            case LOWER_IS_BETTER -> -value;
            case ONE_IS_BEST -> -Math.abs(value - 1);
        };
    }
}
