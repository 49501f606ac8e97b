package io.linernotes.evaluation.comparison;

import io.linernotes.evaluation.metric.Aggregation;
import io.linernotes.evaluation.metric.Direction;
import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.statistics.Bootstrap;
import io.linernotes.evaluation.statistics.Interval;
import io.linernotes.evaluation.statistics.PairedComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One metric in two runs, over the items for which both have a value.
 *
 * @param pairs items with a value in both
 * @param onlyFirst items with a value in the first run only
 * @param onlySecond items with a value in the second run only
 * @param neither items that should have a value and have none in either run
 */
public record MetricComparison(Metric metric, List<PairedScore> pairs, int onlyFirst, int onlySecond, int neither) {
    public MetricComparison {
        pairs = List.copyOf(pairs);
    }

    /** Pairs the scores of one metric by item. Of several scores of an item the first counts. */
    public static MetricComparison of(String metric, List<KeyedScore> first, List<KeyedScore> second) {
        Map<String, Score> before = byItem(metric, first);
        Map<String, Score> after = byItem(metric, second);
        TreeSet<String> items = new TreeSet<>(before.keySet());
        items.addAll(after.keySet());
        List<PairedScore> pairs = new ArrayList<>();
        int[] unpaired = new int[3];
        for (String item : items) {
            Score a = before.get(item);
            Score b = after.get(item);
            boolean inFirst = a != null && a.value() != null;
            boolean inSecond = b != null && b.value() != null;
            if (inFirst && inSecond) {
                pairs.add(new PairedScore(item, a, b));
            } else {
                unpaired[inFirst ? 0 : inSecond ? 1 : 2]++;
            }
        }
        return new MetricComparison(MetricRegistry.metric(metric), pairs, unpaired[0], unpaired[1], unpaired[2]);
    }

    private static Map<String, Score> byItem(String metric, List<KeyedScore> scores) {
        Map<String, Score> byItem = new LinkedHashMap<>();
        scores.stream()
                .filter(score -> score.score().metric().equals(metric))
                .forEach(score -> byItem.putIfAbsent(score.item(), score.score()));
        return byItem;
    }

    /** Items that have, or should have, a value in one of the runs. */
    public int expected() {
        return pairs.size() + onlyFirst + onlySecond + neither;
    }

    /** Of the first run over the pairs. */
    public double firstValue() {
        return aggregate(all(), PairedScore::first);
    }

    /** Of the second run over the pairs. */
    public double secondValue() {
        return aggregate(all(), PairedScore::second);
    }

    /** Second minus first. */
    public double difference() {
        return secondValue() - firstValue();
    }

    /** 95 % interval of the difference, over shows and their items; null for fewer than two pairs. */
    public @Nullable Interval differenceInterval() {
        return interval(sample -> aggregate(sample, PairedScore::second) - aggregate(sample, PairedScore::first), 0.95);
    }

    /** How much worse the second run is; below 0 where it is better. */
    public double loss() {
        return loss(all());
    }

    /**
     * Interval of {@link #loss}; null for fewer than two pairs.
     *
     * @param share of the distribution, for example 0.99
     */
    public @Nullable Interval lossInterval(double share) {
        return interval(this::loss, share);
    }

    private double loss(int[] sample) {
        Direction direction = metric.direction();
        return PairedScore.worth(direction, aggregate(sample, PairedScore::first))
                - PairedScore.worth(direction, aggregate(sample, PairedScore::second));
    }

    private @Nullable Interval interval(ToDoubleFunction<int[]> statistic, double share) {
        if (pairs.size() < 2) {
            return null;
        }
        List<String> clusters =
                pairs.stream().map(pair -> pair.first().cluster()).toList();
        return Bootstrap.interval(Bootstrap.distribution(clusters, statistic), share);
    }

    /** Tests on the items' own values; at least one pair. */
    public PairedComparison tests() {
        return new PairedComparison(
                pairs.stream().mapToDouble(PairedScore::firstValue).toArray(),
                pairs.stream().mapToDouble(PairedScore::secondValue).toArray());
    }

    /** Items at which the second run is better. */
    public long wins() {
        return pairs.stream().filter(pair -> pair.gain(metric.direction()) > 0).count();
    }

    /** Items at which the second run is worse. */
    public long losses() {
        return pairs.stream().filter(pair -> pair.gain(metric.direction()) < 0).count();
    }

    /** Worst loss first. */
    public List<PairedScore> worstFirst() {
        return pairs.stream()
                .sorted(Comparator.comparingDouble(pair -> pair.gain(metric.direction())))
                .toList();
    }

    private int[] all() {
        int[] all = new int[pairs.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return all;
    }

    private double aggregate(int[] sample, Function<PairedScore, Score> side) {
        double numerator = 0;
        double denominator = 0;
        boolean ratio = metric.aggregation() == Aggregation.RATIO;
        for (int i : sample) {
            Score score = side.apply(pairs.get(i));
            numerator += Objects.requireNonNull(ratio ? score.numerator() : score.value());
            denominator += ratio ? Objects.requireNonNull(score.denominator()) : 1;
        }
        return numerator / denominator;
    }
}
