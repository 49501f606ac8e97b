package io.linernotes.enrichment.notes.offline;

import java.util.stream.IntStream;

/** Arithmetic on sentence vectors. */
final class Vectors {
    private Vectors() {}

    static double dot(float[] a, float[] b) {
        // Four sums, since an addition waits for the one before it on the same sum.
        double even = 0;
        double odd = 0;
        double evenAfter = 0;
        double oddAfter = 0;
        int d = 0;
        for (; d + 3 < a.length; d += 4) {
            even += a[d] * b[d];
            odd += a[d + 1] * b[d + 1];
            evenAfter += a[d + 2] * b[d + 2];
            oddAfter += a[d + 3] * b[d + 3];
        }
        for (; d < a.length; d++) {
            even += a[d] * b[d];
        }
        return even + odd + evenAfter + oddAfter;
    }

    /** Cosine of the angle between, 0 when one of them has no length. */
    static double cosine(double[] a, double[] b) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int d = 0; d < a.length; d++) {
            dot += a[d] * b[d];
            lengthA += a[d] * a[d];
            lengthB += b[d] * b[d];
        }
        double lengths = Math.sqrt(lengthA * lengthB);
        return lengths < 1e-12 ? 0 : dot / lengths;
    }

    /** Adds {@code factor * b} to {@code sum}. */
    static void add(double[] sum, float[] b, double factor) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += factor * b[d];
        }
    }

    /** A sentence's say in the vector of a passage. Grows slower than its words, so that one long one does not rule. */
    static double weight(Episode episode, int position) {
        return Math.sqrt(episode.words(position));
    }

    /** Weighted mean of sentence vectors, scaled to length 1. */
    static float[] centre(Episode episode, IntStream positions) {
        double[] sum = new double[episode.dimensions()];
        positions.forEach(position -> add(sum, episode.vector(position), weight(episode, position)));
        double length = 0;
        for (double value : sum) {
            length += value * value;
        }
        length = Math.sqrt(length);
        float[] centre = new float[sum.length];
        for (int d = 0; d < centre.length; d++) {
            centre[d] = length < 1e-12 ? 0 : (float) (sum[d] / length);
        }
        return centre;
    }
}
