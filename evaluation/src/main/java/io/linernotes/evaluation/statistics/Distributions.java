package io.linernotes.evaluation.statistics;

/** The few distribution functions that tests and intervals need. */
final class Distributions {
    /** 97.5 % quantile of the normal distribution. */
    static final double NORMAL_975 = 1.959963984540054;

    private static final int STEPS = 300;
    private static final double PRECISION = 1e-16;
    /** Coefficients of C. Lanczos's approximation of the gamma function with g = 7. */
    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    private Distributions() {}

    /** Probability of at most this many of n fair coins. */
    static double fairCoinsAtMost(int successes, int n) {
        double sum = 0;
        for (int k = 0; k <= successes; k++) {
            sum += Math.exp(logBinomial(n, k) - n * Math.log(2));
        }
        return Math.min(1, sum);
    }

    /** Two-sided p value of Student's t. */
    static double studentTwoSided(double t, double degrees) {
        return beta(degrees / (degrees + t * t), degrees / 2, 0.5);
    }

    /** The x at which {@link #beta} reaches a probability. */
    static double betaQuantile(double probability, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 200 && high - low > PRECISION; i++) {
            double middle = (low + high) / 2;
            if (beta(middle, a, b) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8). */
    static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - beta(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
        double tiny = 1e-300;
        double fraction = 1;
        double c = 1;
        double d = 0;
        for (int i = 0; i <= STEPS; i++) {
            int m = i / 2;
            double numerator = i == 0
                    ? 1
                    : i % 2 == 0
                            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + numerator * d;
            d = 1 / (Math.abs(d) < tiny ? tiny : d);
            c = 1 + numerator / c;
            c = Math.abs(c) < tiny ? tiny : c;
            fraction *= c * d;
            if (Math.abs(1 - c * d) < PRECISION) {
                break;
            }
        }
        return front * (fraction - 1);
    }

    static double logBinomial(int n, int k) {
        return logGamma(n + 1.0) - logGamma(k + 1.0) - logGamma(n - k + 1.0);
    }

    private static double logGamma(double x) {
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
