package io.linernotes.enrichment.asr.whisper;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Sums and choices over a row of logits. */
final class Logits {
    /** Terms this far below the largest add less than 2e-6 of it to a sum over a whole vocabulary. */
    private static final float NEGLIGIBLE = 24;

    private static final float LOG2_E = (float) (1 / Math.log(2));
    private static final float LN_2 = (float) Math.log(2);
    private static final float SQRT_2 = (float) Math.sqrt(2);

    private Logits() {}

    // Compared by hand: Math.max minds NaN and signed zeros, and these loops run over the vocabulary for every token.
    static float max(float[] logits, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            if (logits[i] > max) {
                max = logits[i];
            }
        }
        return max;
    }

    /** The first of the largest. */
    static int argMax(float[] logits) {
        int best = 0;
        float max = logits[0];
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > max) {
                max = logits[i];
                best = i;
            }
        }
        return best;
    }

    /** Indices of the largest, in falling order, the lower index first among equals; fewer when the rest is forbidden. */
    static int[] largest(float[] logits, int count) {
        int[] best = new int[count];
        int found = 0;
        float least = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > least) {
                int at = Math.min(found, count - 1);
                while (at > 0 && logits[i] > logits[best[at - 1]]) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = i;
                found = Math.min(found + 1, count);
                least = found == count ? logits[best[count - 1]] : least;
            }
        }
        return Arrays.copyOf(best, found);
    }

    /** Logarithm of the sum of exponentials; minus infinity when all are. */
    static double logSumExp(float[] logits, int from, int to) {
        return logSumExp(logits, from, to, max(logits, from, to));
    }

    /** The same when the largest is known. */
    static double logSumExp(float[] logits, int from, int to, float max) {
        if (max == Float.NEGATIVE_INFINITY) {
            return max;
        }
        float least = max - NEGLIGIBLE;
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (logits[i] > least) {
                sum += exp(logits[i] - max);
            }
        }
        return max + Math.log(sum);
    }

    /**
     * Exponential of a number between -{@link #NEGLIGIBLE} and 0, about five times as fast as {@link Math#exp} and
     * within 3e-7 of it: 2 to the whole part by its bits, 2 to the fraction by its Taylor series around a half.
     */
    private static float exp(float x) {
        float binary = x * LOG2_E;
        int whole = (int) binary - 1;
        float t = (binary - whole - 0.5f) * LN_2;
        float series = 1 + t * (1 + t * (0.5f + t * (1 / 6f + t * (1 / 24f + t * (1 / 120f + t * (1 / 720f))))));
        return Float.intBitsToFloat((whole + 127) << 23) * SQRT_2 * series;
    }

    /** Draws an index with probability proportional to {@code exp(logit / temperature)}. */
    static int sample(float[] logits, double temperature, RandomGenerator random) {
        float max = max(logits, 0, logits.length);
        double[] weights = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            weights[i] = Math.exp((logits[i] - max) / temperature);
            sum += weights[i];
        }
        double left = random.nextDouble() * sum;
        int chosen = argMax(logits);
        for (int i = 0; i < weights.length && left >= 0; i++) {
            if (weights[i] > 0) {
                chosen = i;
                left -= weights[i];
            }
        }
        return chosen;
    }
}
