package io.linernotes.enrichment.audio.loudness;

import org.jspecify.annotations.Nullable;

/**
 * Integrated loudness over gating blocks of 400 ms that overlap by 75 % (EBU R 128). Blocks are kept as a histogram in
 * steps of 0.01 LU with the exact energy of each step, so memory does not grow with the recording.
 */
final class GatedLoudness {
    private static final double OFFSET_LU = -0.691;
    private static final double ABSOLUTE_GATE_LUFS = -70;
    private static final double RELATIVE_GATE_LU = -10;
    private static final double STEP_LU = 0.01;
    private static final int STEPS = 10_000;

    private final long[] blocks = new long[STEPS];
    private final double[] energies = new double[STEPS];
    private final double[] quarters = new double[4];
    private int quartersSeen;

    /** Adds the mean weighted energy of the next 100 ms, summed over channels. */
    void addQuarter(double meanEnergy) {
        quarters[quartersSeen % 4] = meanEnergy;
        quartersSeen = quartersSeen == 7 ? 4 : quartersSeen + 1;
        if (quartersSeen < 4) {
            return;
        }
        double energy = (quarters[0] + quarters[1] + quarters[2] + quarters[3]) / 4;
        double loudness = loudness(energy);
        if (loudness > ABSOLUTE_GATE_LUFS) {
            int step = step(loudness);
            blocks[step]++;
            energies[step] += energy;
        }
    }

    /** LUFS; null when no block is above the absolute gate. */
    @Nullable
    Double integrated() {
        double ungated = mean(0);
        if (ungated == 0) {
            return null;
        }
        return loudness(mean(step(Math.max(loudness(ungated) + RELATIVE_GATE_LU, ABSOLUTE_GATE_LUFS))));
    }

    private double mean(int fromStep) {
        long count = 0;
        double sum = 0;
        for (int i = fromStep; i < STEPS; i++) {
            count += blocks[i];
            sum += energies[i];
        }
        return count == 0 ? 0 : sum / count;
    }

    private static int step(double loudness) {
        return Math.min(STEPS - 1, (int) ((loudness - ABSOLUTE_GATE_LUFS) / STEP_LU));
    }

    private static double loudness(double energy) {
        return OFFSET_LU + 10 * Math.log10(energy);
    }
}
