package io.linernotes.enrichment.asr.whisper;

import java.util.random.RandomGenerator;

/** Sums and choices over a row of logits. */
final class Logits {
    /** Terms this far below the largest add less than 1e-8 to a sum over a whole vocabulary. */
    private static final float NEGLIGIBLE = 30;

    private Logits() {}

    static float max(float[] logits, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, logits[i]);
        }
        return max;
    }

    /** The first of the largest. */
    static int argMax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Logarithm of the sum of exponentials; minus infinity when all are. */
    static double logSumExp(float[] logits, int from, int to) {
        float max = max(logits, from, to);
        if (max == Float.NEGATIVE_INFINITY) {
            return max;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (logits[i] > max - NEGLIGIBLE) {
                sum += Math.exp(logits[i] - max);
            }
        }
        return max + Math.log(sum);
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
