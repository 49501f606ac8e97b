package io.linernotes.enrichment.audio.loudness;

/**
 * Highest magnitude between the samples of one channel (ITU-R BS.1770-5 annex 2): the signal interpolated to at least
 * 192 kHz by a windowed sinc. A run of samples that cannot exceed the peak so far is not interpolated; that changes
 * nothing in the result and saves nearly all the work. Two bounds tell: the largest magnitude times the largest gain of
 * the filter; and, as the filter is a straight line between two samples and a rest whose taps sum to 0, the largest
 * magnitude plus the steepest step times the largest gain of that rest for steps.
 */
final class TruePeak {
    private static final int HALF_WIDTH = 12;
    private static final int TAPS = 2 * HALF_WIDTH;
    private static final int RUN = 32;

    private final float[][] phases;
    private final float largestGain;
    private final float largestStepGain;
    private final float[] history = new float[TAPS + RUN];
    /** No magnitude in the history is larger. */
    private float largestBefore;

    private float peak;

    TruePeak(int sampleRateHz) {
        int factor = sampleRateHz >= 192_000 ? 1 : sampleRateHz >= 96_000 ? 2 : 4;
        phases = new float[factor - 1][TAPS];
        float largest = 1;
        double largestStep = 0;
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
            largestStep = Math.max(largestStep, stepGain(phases[phase - 1], fraction));
        }
        largestGain = largest;
        // A little more, for the rounding of 32-bit sums.
        largestStepGain = (float) (1.0001 * largestStep);
    }

    /** What a signal whose steps are at most 1 can add to the straight line between the two middle taps. */
    private static double stepGain(float[] phase, double fraction) {
        double rest = 0;
        double gain = 0;
        for (int tap = 0; tap < TAPS; tap++) {
            rest += phase[tap];
            rest -= tap == HALF_WIDTH - 1 ? 1 - fraction : tap == HALF_WIDTH ? fraction : 0;
            gain += Math.abs(rest);
        }
        return gain;
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
        if (largestInReach * largestGain > peak
                && largestInReach + steepestStep(TAPS + count) * largestStepGain > peak) {
            interpolate(count);
        }
        System.arraycopy(history, count, history, 0, TAPS);
        // Behind a short run, as at the end of a frame, the filter still sees what came before it.
        largestBefore = count < TAPS ? largestInReach : largest;
    }

    private float steepestStep(int end) {
        float steepest = 0;
        for (int i = 1; i < end; i++) {
            float step = Math.abs(history[i] - history[i - 1]);
            steepest = step > steepest ? step : steepest;
        }
        return steepest;
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
