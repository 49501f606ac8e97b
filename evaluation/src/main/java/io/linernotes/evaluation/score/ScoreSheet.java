package io.linernotes.evaluation.score;

import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the scores of one item and step. */
final class ScoreSheet {
    private final GoldItem gold;
    private final String step;
    private final List<Score> scores = new ArrayList<>();

    ScoreSheet(GoldItem gold, String step) {
        this.gold = gold;
        this.step = step;
    }

    void value(String metric, double value, long n) {
        add(metric, value, null, null, n, null);
    }

    /** Undefined when the denominator is 0. */
    void ratio(String metric, long numerator, long denominator, String reasonWhenZero) {
        if (denominator == 0) {
            undefined(metric, reasonWhenZero);
        } else {
            add(metric, (double) numerator / denominator, (double) numerator, (double) denominator, denominator, null);
        }
    }

    /** A value over windows; undefined when the whole is no longer than one. */
    void penalty(String metric, @Nullable Double value, long n) {
        if (value == null) {
            undefined(metric, "The recording is not longer than a window.");
        } else {
            value(metric, value, n);
        }
    }

    void undefined(String metric, String reason) {
        add(metric, null, null, null, 0, reason);
    }

    List<Score> scores() {
        return List.copyOf(scores);
    }

    private void add(
            String name,
            @Nullable Double value,
            @Nullable Double numerator,
            @Nullable Double denominator,
            long n,
            @Nullable String reason) {
        Metric metric = MetricRegistry.metric(name);
        scores.add(new Score(
                gold.id(), gold.cluster(), step, name, metric.version(), value, numerator, denominator, n, reason));
    }
}
