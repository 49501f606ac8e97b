package io.linernotes.evaluation.gate;

import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate on quality looks at.
 *
 * @param metric name in the registry
 * @param set gold set; null for all
 * @param undefinedAtMost share of items that may lack a value
 */
record GateScope(String metric, @Nullable String set, double undefinedAtMost) {
    /** One item in fifty: a broken file does not block a release, a broken step does. */
    static final double UNDEFINED_AT_MOST = 0.02;

    Metric definition() {
        return MetricRegistry.metric(metric);
    }

    List<KeyedScore> scores(RunEvaluation run) {
        return run.items().stream()
                .filter(item -> set == null || item.set().equals(set))
                .flatMap(item -> item.scores().stream()
                        .filter(score -> score.metric().equals(metric))
                        .map(score -> new KeyedScore(item.key(), score)))
                .toList();
    }

    boolean hasValue(RunEvaluation run) {
        return scores(run).stream().map(KeyedScore::score).map(Score::value).anyMatch(value -> value != null);
    }

    boolean tooManyUndefined(int undefined, int expected) {
        return undefined > undefinedAtMost * expected;
    }

    /** For people: the metric, and the set where it is one. */
    String words() {
        return set == null ? metric : metric + " on " + set;
    }
}
