package io.linernotes.evaluation.metric.transcript;

import io.linernotes.evaluation.statistics.Percentiles;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Start times of words, cues or chapters that are already paired, in seconds. For words, pair those that an alignment
 * finds equal, and say what share of the reference that is.
 */
public final class TimestampAccuracy {
    /** Decimal seconds are not exact in binary: 1.1 - 1.0 is a little more than 0.1. */
    private static final double ROUNDING = 1e-9;

    private final double[] differences;
    private final double[] distances;

    /** At least one pair: the same positions of both belong together. */
    public TimestampAccuracy(double[] reference, double[] hypothesis) {
        if (reference.length != hypothesis.length || reference.length == 0) {
            throw new IllegalArgumentException(
                    "Unpaired times: %d and %d".formatted(reference.length, hypothesis.length));
        }
        differences = IntStream.range(0, reference.length)
                .mapToDouble(i -> hypothesis[i] - reference[i])
                .toArray();
        distances = Arrays.stream(differences).map(Math::abs).sorted().toArray();
    }

    public int pairs() {
        return distances.length;
    }

    /** Mean difference: above 0 is late. */
    public double bias() {
        return mean(differences);
    }

    public double meanDistance() {
        return mean(distances);
    }

    /** Distance that this share of the pairs does not exceed. */
    public double percentile(double share) {
        return Percentiles.of(distances, share);
    }

    public double rootMeanSquare() {
        return Math.sqrt(mean(Arrays.stream(distances).map(d -> d * d).toArray()));
    }

    public double largest() {
        return distances[distances.length - 1];
    }

    /** Share of pairs at most this far apart. */
    public double shareWithin(double seconds) {
        return (double) Arrays.stream(distances)
                        .filter(d -> d <= seconds + ROUNDING)
                        .count()
                / distances.length;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
