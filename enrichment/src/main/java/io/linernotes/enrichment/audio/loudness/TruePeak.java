package io.linernotes.enrichment.audio.loudness;

/**
 * Highest magnitude between the samples of one channel (ITU-R BS.1770-5 annex 2): the signal interpolated to at least
 * 192 kHz by a windowed sinc. A run of samples whose largest value, times the largest possible gain of the filter,
 * cannot exceed the peak so far is not interpolated; that changes nothing in the result and saves nearly all the work.
 */
final class TruePeak {
    private static final int HALF_WIDTH = 12;
    private static final int TAPS = 2 * HALF_WIDTH;
    private static final int RUN = 32;

    private final float[][] phases;
    private final float largestGain;
    private final float[] history = new float[TAPS + RUN];
    /** No magnitude in the history is larger. */
    private float largestBefore;

    private float peak;

    TruePeak(int sampleRateHz) {
        int factor = sampleRateHz >= 192_000 ? 1 : sampleRateHz >= 96_000 ? 2 : 4;
        phases = new float[factor - 1][TAPS];
        float largest = 1;
        for (int phase = 1; phase < factor; phase++) {
            double fraction = (double) phase / factor;
            double sum = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                double x = tap - (HALF_WIDTH - 1) - fraction;
                double window = 0.5 + 0.5 * Math.cos(Math.PI * x / (HALF_WIDTH + 0.5));
                phases[phase - 1][tap] = (float) (Math.sin(Math.PI * x) / (Math.PI * x) * window);
                sum += phases[phase - 1][tap];
            }
            float gain = 0;
            for (int tap = 0; tap < TAPS; tap++) {
                phases[phase - 1][tap] /= (float) sum;
                gain += Math.abs(phases[phase - 1][tap]);
            }
            largest = Math.max(largest, gain);
        }
        largestGain = largest;
    }

    void add(float[] samples, int offset, int count) {
        int end = offset + count;
        for (int start = offset; start < end; start += RUN) {
            addRun(samples, start, Math.min(RUN, end - start));
        }
    }

    /** Magnitude of full scale 1; may be above 1. */
    float peak() {
        return peak;
    }

    private void addRun(float[] samples, int start, int count) {
        float largest = 0;
        for (int i = start; i < start + count; i++) {
            float magnitude = Math.abs(samples[i]);
            // Not Math.max, whose care for NaN and signed zeros takes most of the time of this loop.
            largest = magnitude > largest ? magnitude : largest;
        }
        float largestInReach = Math.max(largestBefore, largest);
        System.arraycopy(samples, start, history, TAPS, count);
        if (largestInReach * largestGain > peak) {
            interpolate(count);
        }
        System.arraycopy(history, count, history, 0, TAPS);
        // Behind a short run, as at the end of a frame, the filter still sees what came before it.
        largestBefore = count < TAPS ? largestInReach : largest;
    }

    private void interpolate(int count) {
        float highest = peak;
        for (int i = 1; i <= count; i++) {
            highest = Math.max(highest, Math.abs(history[TAPS + i - 1]));
            for (float[] phase : phases) {
                float value = 0;
                for (int tap = 0; tap < TAPS; tap++) {
                    value += history[i + tap] * phase[tap];
                }
                highest = Math.max(highest, Math.abs(value));
            }
        }
        peak = highest;
    }
}
