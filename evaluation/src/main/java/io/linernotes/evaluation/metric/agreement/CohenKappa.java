package io.linernotes.evaluation.metric.agreement;

import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Agreement of two raters beyond chance (J. Cohen, 1960 and 1968). Each value is null when chance agrees always. */
public final class CohenKappa {
    private final double[][] share;

    /** Ratings of the same things, at least one; categories have the order of their values. */
    public <T extends Comparable<? super T>> CohenKappa(List<T> first, List<T> second) {
        if (first.size() != second.size() || first.isEmpty()) {
            throw new IllegalArgumentException("Unpaired ratings: %d and %d".formatted(first.size(), second.size()));
        }
        TreeSet<T> categories = new TreeSet<>(first);
        categories.addAll(second);
        List<T> ordered = List.copyOf(categories);
        share = new double[ordered.size()][ordered.size()];
        for (int i = 0; i < first.size(); i++) {
            share[ordered.indexOf(first.get(i))][ordered.indexOf(second.get(i))] += 1.0 / first.size();
        }
    }

    /** Share of equal ratings. */
    public double observed() {
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
            sum += share[i][i];
        }
        return sum;
    }

    /** Every disagreement counts the same. */
    public @Nullable Double plain() {
        return kappa(distance -> distance == 0 ? 0 : 1);
    }

    /** A disagreement counts as its distance in categories. */
    public @Nullable Double linear() {
        return kappa(distance -> distance);
    }

    /** A disagreement counts as its squared distance in categories. */
    public @Nullable Double quadratic() {
        return kappa(distance -> distance * distance);
    }

    private @Nullable Double kappa(DoubleUnaryOperator weight) {
        double observed = 0;
        double chance = 0;
        for (int i = 0; i < share.length; i++) {
            for (int j = 0; j < share.length; j++) {
                double disagreement = weight.applyAsDouble(Math.abs(i - j));
                observed += disagreement * share[i][j];
                chance += disagreement * row(i) * column(j);
            }
        }
        return chance == 0 ? null : 1 - observed / chance;
    }

    private double row(int i) {
        double sum = 0;
        for (double value : share[i]) {
            sum += value;
        }
        return sum;
    }

    private double column(int j) {
        double sum = 0;
        for (double[] row : share) {
            sum += row[j];
        }
        return sum;
    }
}
