package io.linernotes.enrichment.audio.quality;

import io.linernotes.enrichment.audio.AudioStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.jtransforms.fft.FloatFFT_1D;

/** The average spectrum of some frames of speech, to see where it ends. */
final class SpeechSpectrum {
    static final int FRAME = 512;
    /** What is this much below the strongest frequency is not part of the voice but residue. */
    private static final double DEEPEST_DB = -60;
    /** Spectra are smoothed over five bins, 156 Hz. */
    private static final int SMOOTHING = 2;

    private static final int FEWEST_FRAMES = 10;

    private final FloatFFT_1D transform = new FloatFFT_1D(FRAME);
    private final float[] window = new float[FRAME];
    private final float[] frame = new float[FRAME];
    private final double[] power = new double[FRAME / 2];
    private int frames;

    SpeechSpectrum() {
        for (int i = 0; i < FRAME; i++) {
            // Blackman-Harris: its side lobes lie 92 dB down, deeper than what is looked for.
            double x = 2 * Math.PI * i / FRAME;
            window[i] =
                    (float) (0.35875 - 0.48829 * Math.cos(x) + 0.14128 * Math.cos(2 * x) - 0.01168 * Math.cos(3 * x));
        }
    }

    void add(float[] samples) {
        for (int i = 0; i < FRAME; i++) {
            frame[i] = samples[i] * window[i];
        }
        transform.realForward(frame);
        for (int bin = 1; bin < power.length; bin++) {
            power[bin] += frame[2 * bin] * frame[2 * bin] + frame[2 * bin + 1] * frame[2 * bin + 1];
        }
        frames++;
    }

    /** Null when there was too little to say. */
    @Nullable
    Integer bandwidthHz() {
        if (frames < FEWEST_FRAMES) {
            return null;
        }
        double threshold = Arrays.stream(power).max().orElse(0) * Math.pow(10, DEEPEST_DB / 10);
        for (int bin = power.length - 1 - SMOOTHING; bin > SMOOTHING; bin--) {
            double mean = Arrays.stream(power, bin - SMOOTHING, bin + SMOOTHING + 1)
                    .average()
                    .orElse(0);
            if (mean > threshold) {
                int edge = bin == power.length - 1 - SMOOTHING ? power.length : bin;
                return edge * AudioStream.SAMPLE_RATE / FRAME;
            }
        }
        return null;
    }
}
