package io.linernotes.evaluation.score;

import io.linernotes.evaluation.metric.Aggregation;
import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.statistics.Bootstrap;
import io.linernotes.evaluation.statistics.Interval;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One metric over many recordings.
 *
 * @param value mean or ratio, as the metric says; null when no recording has a value
 * @param interval 95 % percentile bootstrap over shows and their recordings; null for fewer than two
 * @param scored recordings with a value
 * @param expected recordings that should have one
 */
public record ScoreSummary(
        String step,
        String metric,
        String metricVersion,
        @Nullable Double value,
        @Nullable Interval interval,
        int scored,
        int expected)
        implements Serializable {

    /** One summary for each step and metric, in the order of the registry. */
    public static List<ScoreSummary> of(List<Score> scores) {
        Map<String, List<Score>> groups =
                scores.stream().collect(Collectors.groupingBy(score -> score.metric() + " " + score.step()));
        return groups.values().stream()
                .sorted(Comparator.comparingInt(ScoreSummary::order)
                        .thenComparing(group -> group.get(0).step()))
                .map(ScoreSummary::summary)
                .toList();
    }

    private static int order(List<Score> group) {
        return MetricRegistry.all().indexOf(MetricRegistry.metric(group.get(0).metric()));
    }

    private static ScoreSummary summary(List<Score> scores) {
        Score first = scores.get(0);
        List<Score> defined =
                scores.stream().filter(score -> score.value() != null).toList();
        Metric metric = MetricRegistry.metric(first.metric());
        boolean ratio = metric.aggregation() == Aggregation.RATIO;
        double[] numerators = values(defined, ratio ? Score::numerator : Score::value);
        double[] denominators = values(defined, ratio ? Score::denominator : score -> 1.0);
        return new ScoreSummary(
                first.step(),
                first.metric(),
                first.metricVersion(),
                defined.isEmpty() ? null : sum(numerators) / sum(denominators),
                defined.size() < 2
                        ? null
                        : Bootstrap.ratio(
                                numerators,
                                denominators,
                                defined.stream().map(Score::cluster).toList()),
                defined.size(),
                scores.size());
    }

    private static double[] values(List<Score> scores, Function<Score, @Nullable Double> part) {
        return scores.stream()
                .map(part)
                .map(Objects::requireNonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
