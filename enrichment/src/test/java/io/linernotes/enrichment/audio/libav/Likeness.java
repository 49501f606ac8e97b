package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.AudioStream;
import java.util.List;

/**
 * How much one sound is like another.
 *
 * @param value normalised cross-correlation, at most 1
 * @param shiftSamples how much later the other is, at 16 kHz
 */
record Likeness(double value, int shiftSamples) {
    private static final int FARTHEST = AudioStream.SAMPLE_RATE / 5;

    /** Tries all shifts of up to 200 ms for a stretch of a sound in another. */
    static Likeness greatest(float[] sound, List<Float> other, int from, int to) {
        Likeness greatest = new Likeness(-1, 0);
        float[] candidate = new float[other.size()];
        for (int i = 0; i < candidate.length; i++) {
            candidate[i] = other.get(i);
        }
        for (int shift = -FARTHEST; shift <= FARTHEST; shift++) {
            double value = correlation(sound, candidate, from, Math.min(to, candidate.length - FARTHEST), shift);
            greatest = value > greatest.value ? new Likeness(value, shift) : greatest;
        }
        return greatest;
    }

    private static double correlation(float[] left, float[] right, int from, int to, int shift) {
        double product = 0;
        double leftPower = 0;
        double rightPower = 0;
        // Every other sample is enough for sounds below 4 kHz.
        for (int i = from; i < to; i += 2) {
            product += left[i] * right[i + shift];
            leftPower += left[i] * left[i];
            rightPower += right[i + shift] * right[i + shift];
        }
        return product / Math.sqrt(leftPower * rightPower + 1e-12);
    }
}
