package io.linernotes.evaluation.comparison;

import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.statistics.PairedComparison;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All metrics of two runs, each paired by item, with p values that know how many metrics were asked. */
public record RunComparison(List<Row> rows) {
    public RunComparison {
        rows = List.copyOf(rows);
    }

    /**
     * A metric and its tests.
     *
     * @param signFlip two-sided p value of the sign-flip test on the mean of the items' values
     * @param wilcoxon two-sided p value of the signed-rank test, for information
     * @param holm the sign-flip p value, adjusted over all rows
     * @param scored two-sided p value of McNemar's test on which items have a value at all
     */
    public record Row(MetricComparison comparison, double signFlip, double wilcoxon, double holm, double scored) {}

    /** Compares every metric that both runs have a value of for at least one item. */
    public static RunComparison of(List<KeyedScore> first, List<KeyedScore> second) {
        List<String> scored = Stream.concat(first.stream(), second.stream())
                .map(score -> score.score().metric())
                .distinct()
                .collect(Collectors.toList());
        List<MetricComparison> comparisons = MetricRegistry.all().stream()
                .map(Metric::name)
                .filter(scored::contains)
                .map(metric -> MetricComparison.of(metric, first, second))
                .filter(comparison -> !comparison.pairs().isEmpty())
                .toList();
        List<PairedComparison> tests =
                comparisons.stream().map(MetricComparison::tests).toList();
        double[] signFlips =
                tests.stream().mapToDouble(PairedComparison::signFlip).toArray();
        double[] holm = signFlips.length == 0 ? signFlips : PairedComparison.holm(signFlips);
        return new RunComparison(IntStream.range(0, comparisons.size())
                .mapToObj(i -> new Row(
                        comparisons.get(i),
                        signFlips[i],
                        tests.get(i).wilcoxon(),
                        holm[i],
                        PairedComparison.mcNemar(
                                comparisons.get(i).onlyFirst(),
                                comparisons.get(i).onlySecond())))
                .toList());
    }
}
