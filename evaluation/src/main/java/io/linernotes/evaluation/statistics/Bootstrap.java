package io.linernotes.evaluation.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap over recordings, never over sentences or words: recordings are what differs from day to day. Up to
 * seven recordings have so few resamples that all are taken; for more the seed is fixed, so that the same scores give the
 * same interval. For a ratio the whole ratio is computed again for each
 * resample (M. Bisani and H. Ney, 2004).
 */
public final class Bootstrap {
    private static final int EXACT_UP_TO = 7;
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_260_101L;

    private Bootstrap() {}

    /**
     * The statistic of every resample, ascending, where recordings of one show resemble each other: shows are drawn, then
     * as many recordings of each as it has. With one show, or with one recording per show, recordings are drawn.
     *
     * @param clusters the show of each recording
     * @param statistic from the indices of a resample, whose number may differ from that of the recordings
     */
    public static double[] distribution(List<String> clusters, ToDoubleFunction<int[]> statistic) {
        int[][] shows = groups(clusters);
        if (shows.length == 1 || shows.length == clusters.size()) {
            return distribution(clusters.size(), statistic);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[RESAMPLES];
        int[][] drawn = new int[shows.length][];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int g = 0; g < shows.length; g++) {
                drawn[g] = shows[random.nextInt(shows.length)];
            }
            int[] sample =
                    new int[Arrays.stream(drawn).mapToInt(show -> show.length).sum()];
            int next = 0;
            for (int[] show : drawn) {
                for (int i = 0; i < show.length; i++) {
                    sample[next++] = show[random.nextInt(show.length)];
                }
            }
            values[r] = statistic.applyAsDouble(sample);
        }
        Arrays.sort(values);
        return values;
    }

    /** The indices of each show's recordings. */
    private static int[][] groups(List<String> clusters) {
        Map<String, IntStream.Builder> groups = new LinkedHashMap<>();
        for (int i = 0; i < clusters.size(); i++) {
            groups.computeIfAbsent(clusters.get(i), show -> IntStream.builder()).add(i);
        }
        return groups.values().stream().map(group -> group.build().toArray()).toArray(int[][]::new);
    }

    /** 95 % interval of sum of numerators over sum of denominators, all denominators above 0. */
    public static Interval ratio(double[] numerators, double[] denominators) {
        return interval(distribution(numerators.length, ratioOf(numerators, denominators)), 0.95);
    }

    /** The same, with recordings that belong to shows. */
    public static Interval ratio(double[] numerators, double[] denominators, List<String> clusters) {
        return interval(distribution(clusters, ratioOf(numerators, denominators)), 0.95);
    }

    private static ToDoubleFunction<int[]> ratioOf(double[] numerators, double[] denominators) {
        return sample -> {
            double numerator = 0;
            double denominator = 0;
            for (int i : sample) {
                numerator += numerators[i];
                denominator += denominators[i];
            }
            return numerator / denominator;
        };
    }

    /**
     * 95 % interval of any statistic.
     *
     * @param size number of recordings, at least 1
     * @param statistic from the indices of a resample, as many as there are recordings
     */
    public static Interval interval(int size, ToDoubleFunction<int[]> statistic) {
        return interval(distribution(size, statistic), 0.95);
    }

    /**
     * The middle of a distribution.
     *
     * @param distribution ascending
     * @param share for example 0.95
     */
    public static Interval interval(double[] distribution, double share) {
        double tail = (1 - share) / 2;
        return new Interval(Percentiles.of(distribution, tail), Percentiles.of(distribution, 1 - tail));
    }

    /** The statistic of every resample, ascending. */
    public static double[] distribution(int size, ToDoubleFunction<int[]> statistic) {
        if (size < 1) {
            throw new IllegalArgumentException("Cannot resample nothing");
        }
        double[] values = size <= EXACT_UP_TO ? all(size, statistic) : random(size, statistic);
        Arrays.sort(values);
        return values;
    }

    private static double[] all(int size, ToDoubleFunction<int[]> statistic) {
        int[] sample = new int[size];
        double[] values = new double[(int) Math.round(Math.pow(size, size))];
        for (int r = 0; r < values.length; r++) {
            int digits = r;
            for (int i = 0; i < size; i++) {
                sample[i] = digits % size;
                digits /= size;
            }
            values[r] = statistic.applyAsDouble(sample);
        }
        return values;
    }

    private static double[] random(int size, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] sample = new int[size];
        double[] values = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < size; i++) {
                sample[i] = random.nextInt(size);
            }
            values[r] = statistic.applyAsDouble(sample);
        }
        return values;
    }
}
