package io.linernotes.evaluation.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Two systems over the same recordings; differences are second minus first. */
public final class PairedComparison {
    private static final int EXACT_UP_TO = 20;
    private static final int FLIPS = 100_000;
    private static final long SEED = 20_260_101L;
    /** Sums that differ by less are equal but for rounding. */
    private static final double ROUNDING = 1e-12;

    private final double[] differences;

    /** At least one pair. */
    public PairedComparison(double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException("Unpaired values: %d and %d".formatted(first.length, second.length));
        }
        differences = new double[first.length];
        Arrays.setAll(differences, i -> second[i] - first[i]);
    }

    public double meanDifference() {
        return sum() / differences.length;
    }

    public int wins() {
        return (int) Arrays.stream(differences).filter(d -> d > 0).count();
    }

    public int losses() {
        return (int) Arrays.stream(differences).filter(d -> d < 0).count();
    }

    public int ties() {
        return differences.length - wins() - losses();
    }

    /**
     * Two-sided p value: how often random signs make the mean difference at least as large. Exact for up to 20 pairs,
     * else from 100,000 flips with a fixed seed.
     */
    public double signFlip() {
        double observed = Math.abs(sum()) - ROUNDING;
        if (differences.length <= EXACT_UP_TO) {
            int patterns = 1 << differences.length;
            int extreme = 0;
            for (int pattern = 0; pattern < patterns; pattern++) {
                extreme += Math.abs(flipped(pattern)) >= observed ? 1 : 0;
            }
            return (double) extreme / patterns;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int extreme = 1;
        for (int flip = 0; flip < FLIPS; flip++) {
            double sum = 0;
            for (double difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            extreme += Math.abs(sum) >= observed ? 1 : 0;
        }
        return extreme / (FLIPS + 1.0);
    }

    /** Two-sided p value of the sign test; ties do not count. */
    public double signTest() {
        return mcNemar(wins(), losses());
    }

    /**
     * Exact two-sided p value of the signed-rank test (F. Wilcoxon, 1945); equal pairs do not count, equal distances share
     * a rank. 1 when all pairs are equal.
     */
    public double wilcoxon() {
        double[] changes = Arrays.stream(differences).filter(d -> d != 0).toArray();
        double[] ranks =
                RankCorrelation.ranks(Arrays.stream(changes).map(Math::abs).toArray());
        // Shared ranks end in a half: twice the rank is whole.
        int[] doubled = Arrays.stream(ranks)
                .mapToInt(rank -> (int) Math.round(2 * rank))
                .toArray();
        int all = Arrays.stream(doubled).sum();
        int positive = 0;
        double[] chances = new double[all + 1];
        chances[0] = 1;
        int reached = 0;
        for (int i = 0; i < doubled.length; i++) {
            positive += changes[i] > 0 ? doubled[i] : 0;
            reached += doubled[i];
            for (int sum = reached; sum >= 0; sum--) {
                double with = sum >= doubled[i] ? chances[sum - doubled[i]] : 0;
                chances[sum] = (chances[sum] + with) / 2;
            }
        }
        int smaller = Math.min(positive, all - positive);
        return Math.min(1, 2 * Arrays.stream(chances, 0, smaller + 1).sum());
    }

    /** Two-sided p value of Student's t, for information; null when all differences are equal. */
    public @Nullable Double studentT() {
        double mean = meanDifference();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        int n = differences.length;
        if (n < 2 || squares == 0) {
            return null;
        }
        double t = mean / Math.sqrt(squares / (n - 1) / n);
        return Distributions.studentTwoSided(t, n - 1.0);
    }

    /** Exact two-sided p value for outcomes that only one side got right (Q. McNemar, 1947). */
    public static double mcNemar(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        return n == 0 ? 1 : Math.min(1, 2 * Distributions.fairCoinsAtMost(Math.min(onlyFirst, onlySecond), n));
    }

    /** p values adjusted for asking several questions at once (S. Holm, 1979), in the same order. */
    public static double[] holm(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] steps = new double[sorted.length];
        double highest = 0;
        for (int i = 0; i < sorted.length; i++) {
            highest = Math.max(highest, Math.min(1, (sorted.length - i) * sorted[i]));
            steps[i] = highest;
        }
        return Arrays.stream(values).map(value -> steps[last(sorted, value)]).toArray();
    }

    /** Equal values share the highest step. */
    private static int last(double[] sorted, double value) {
        int i = sorted.length - 1;
        while (sorted[i] != value) {
            i--;
        }
        return i;
    }

    private double sum() {
        return Arrays.stream(differences).sum();
    }

    private double flipped(int pattern) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }
}
