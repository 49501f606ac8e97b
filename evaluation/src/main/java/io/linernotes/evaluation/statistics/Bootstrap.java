package io.linernotes.evaluation.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap over recordings, never over sentences or words: recordings are what differs from day to day. The
 * seed is fixed, so that the same scores give the same interval. For a ratio the whole ratio is computed again for each
 * resample (M. Bisani and H. Ney, 2004).
 */
public final class Bootstrap {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_260_101L;

    private Bootstrap() {}

    /** 95 % interval of sum of numerators over sum of denominators, all denominators above 0. */
    public static Interval ratio(double[] numerators, double[] denominators) {
        return interval(numerators.length, sample -> {
            double numerator = 0;
            double denominator = 0;
            for (int i : sample) {
                numerator += numerators[i];
                denominator += denominators[i];
            }
            return numerator / denominator;
        });
    }

    /**
     * 95 % interval of any statistic.
     *
     * @param size number of recordings, at least 1
     * @param statistic from the indices of a resample, as many as there are recordings
     */
    public static Interval interval(int size, ToDoubleFunction<int[]> statistic) {
        double[] values = distribution(size, statistic);
        return new Interval(Percentiles.of(values, 0.025), Percentiles.of(values, 0.975));
    }

    /** The statistic of every resample, ascending. */
    public static double[] distribution(int size, ToDoubleFunction<int[]> statistic) {
        if (size < 1) {
            throw new IllegalArgumentException("Cannot resample nothing");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int[] sample = new int[size];
        double[] values = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < size; i++) {
                sample[i] = random.nextInt(size);
            }
            values[r] = statistic.applyAsDouble(sample);
        }
        Arrays.sort(values);
        return values;
    }
}
