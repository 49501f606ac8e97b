package io.linernotes.evaluation.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two measures of the same recordings rise together (C. Spearman, 1904).
 *
 * @param rho -1 to 1
 * @param interval 95 % percentile bootstrap over recordings, clustered by show
 * @param n recordings
 */
public record RankCorrelation(double rho, Interval interval, int n) {
    /** With fewer recordings any order is common by chance. */
    private static final int FEWEST = 5;

    /** Null for fewer than five recordings, or when one measure is the same for all. */
    public static @Nullable RankCorrelation of(double[] first, double[] second, List<String> clusters) {
        int[] all = IntStream.range(0, first.length).toArray();
        double rho = rho(first, second, all);
        if (first.length < FEWEST || Double.isNaN(rho)) {
            return null;
        }
        double[] resampled = Bootstrap.distribution(clusters, sample -> {
            double value = rho(first, second, sample);
            // A resample of equal values says nothing about the order.
            return Double.isNaN(value) ? 0 : value;
        });
        return new RankCorrelation(rho, Bootstrap.interval(resampled, 0.95), first.length);
    }

    private static double rho(double[] first, double[] second, int[] sample) {
        double[] x = ranks(Arrays.stream(sample).mapToDouble(i -> first[i]).toArray());
        double[] y = ranks(Arrays.stream(sample).mapToDouble(i -> second[i]).toArray());
        double middle = (sample.length + 1) / 2.0;
        double both = 0;
        double squaresX = 0;
        double squaresY = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - middle) * (y[i] - middle);
            squaresX += (x[i] - middle) * (x[i] - middle);
            squaresY += (y[i] - middle) * (y[i] - middle);
        }
        return squaresX == 0 || squaresY == 0 ? Double.NaN : both / Math.sqrt(squaresX * squaresY);
    }

    /** Ranks from 1; equal values share the mean of their ranks. */
    static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int i = 0; i < order.length; ) {
            int end = i;
            while (end < order.length && values[order[end]] == values[order[i]]) {
                end++;
            }
            for (int j = i; j < end; j++) {
                ranks[order[j]] = (i + 1 + end) / 2.0;
            }
            i = end;
        }
        return ranks;
    }
}
