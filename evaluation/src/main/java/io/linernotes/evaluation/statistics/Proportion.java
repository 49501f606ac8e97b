package io.linernotes.evaluation.statistics;

import org.jspecify.annotations.Nullable;

/** A rate and how sure it is: so many of so many. */
public record Proportion(int successes, int n) {
    public Proportion {
        if (n < 1 || successes < 0 || successes > n) {
            throw new IllegalArgumentException("Invalid proportion: %d of %d".formatted(successes, n));
        }
    }

    public double value() {
        return (double) successes / n;
    }

    /** 95 % interval of E. Wilson, 1927: good for small numbers and for rates near 0 and 1. */
    public Interval wilson() {
        double z2 = Distributions.NORMAL_975 * Distributions.NORMAL_975;
        double centre = value() + z2 / (2.0 * n);
        double half = Distributions.NORMAL_975 * Math.sqrt(value() * (1 - value()) / n + z2 / (4.0 * n * n));
        double low = successes == 0 ? 0 : (centre - half) / (1 + z2 / n);
        double high = successes == n ? 1 : (centre + half) / (1 + z2 / n);
        return new Interval(Math.max(0, low), Math.min(1, high));
    }

    /** Exact 95 % interval of C. Clopper and E. Pearson, 1934: never too narrow. */
    public Interval clopperPearson() {
        double low = successes == 0 ? 0 : Distributions.betaQuantile(0.025, successes, n - successes + 1.0);
        double high = successes == n ? 1 : Distributions.betaQuantile(0.975, successes + 1.0, n - successes);
        return new Interval(low, high);
    }

    /** Upper 95 % bound when nothing was seen; null when something was. */
    public @Nullable Double ruleOfThree() {
        return successes == 0 ? 3.0 / n : null;
    }
}
