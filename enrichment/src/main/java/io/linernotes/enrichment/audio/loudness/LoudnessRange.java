package io.linernotes.enrichment.audio.loudness;

import org.jspecify.annotations.Nullable;

/**
 * Loudness range (EBU Tech 3342): how far loud and quiet passages lie apart, from the loudness of three seconds, taken ten
 * times a second. Values are kept as a histogram in steps of 0.1 LU with the exact energy of each step, so memory does not
 * grow with the recording.
 */
final class LoudnessRange {
    private static final double OFFSET_LU = -0.691;
    private static final double ABSOLUTE_GATE_LUFS = -70;
    private static final double RELATIVE_GATE_LU = -20;
    /** Shares of the gated values: a single shout and a fade-out do not count. */
    private static final double LOW = 0.1;

    private static final double HIGH = 0.95;
    private static final int STEPS_PER_LU = 10;
    private static final int STEPS = 100 * STEPS_PER_LU;
    private static final int TENTHS = 30;

    private final long[] values = new long[STEPS];
    private final double[] energies = new double[STEPS];
    private final double[] tenths = new double[TENTHS];
    private long seen;

    /** Adds the mean weighted energy of the next 100 ms, summed over channels. */
    void addTenth(double meanEnergy) {
        tenths[(int) (seen % TENTHS)] = meanEnergy;
        seen++;
        if (seen < TENTHS) {
            return;
        }
        double energy = 0;
        for (double tenth : tenths) {
            energy += tenth;
        }
        energy /= TENTHS;
        double loudness = loudness(energy);
        if (loudness >= ABSOLUTE_GATE_LUFS) {
            int step = step(loudness);
            values[step]++;
            energies[step] += energy;
        }
    }

    /** LU; null when no three seconds were above the absolute gate. */
    @Nullable
    Double range() {
        long count = 0;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            count += values[i];
            sum += energies[i];
        }
        if (count == 0) {
            return null;
        }
        int first = step(Math.max(loudness(sum / count) + RELATIVE_GATE_LU, ABSOLUTE_GATE_LUFS));
        long gated = 0;
        for (int i = first; i < STEPS; i++) {
            gated += values[i];
        }
        return (double) (percentile(first, HIGH * gated) - percentile(first, LOW * gated)) / STEPS_PER_LU;
    }

    /** The step that holds the value of the given rank. */
    private int percentile(int first, double rank) {
        int step = first;
        double below = values[first];
        while (below < rank) {
            step++;
            below += values[step];
        }
        return step;
    }

    private static int step(double loudness) {
        return Math.min(STEPS - 1, (int) ((loudness - ABSOLUTE_GATE_LUFS) * STEPS_PER_LU));
    }

    private static double loudness(double energy) {
        return OFFSET_LU + 10 * Math.log10(energy);
    }
}
