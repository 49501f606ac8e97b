package io.linernotes.enrichment.asr.whisper;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * The features that Whisper hears: log-mel energies of 25 ms frames every 10 ms, as {@code log_mel_spectrogram} of
 * openai/whisper {@code audio.py} defines them (periodic Hann window, centred frames with reflection, Slaney filters,
 * floor 8 decades under the maximum). Immutable and safe for several threads.
 */
final class LogMelSpectrogram {
    static final int FRAMES = 3000;
    private static final int SAMPLES = 480_000;
    private static final int FFT = 400;
    private static final int HOP = 160;
    private static final int BINS = FFT / 2 + 1;
    private static final double SAMPLE_RATE = 16_000;
    private static final float FLOOR = 1e-10f;

    private final int bands;
    /** First spectrum bin of each band's filter. */
    private final int[] firstBin;
    /** The non-zero weights of each band's filter. */
    private final float[][] weights;

    private final float[] hann = new float[FFT];
    private final FloatFFT_1D fft = new FloatFFT_1D(FFT);

    /** @param bands mel bands, 80 or 128 */
    LogMelSpectrogram(int bands) {
        this.bands = bands;
        firstBin = new int[bands];
        weights = new float[bands][];
        for (int i = 0; i < FFT; i++) {
            hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / FFT));
        }
        double[] edges = new double[bands + 2];
        double top = mel(SAMPLE_RATE / 2);
        for (int i = 0; i < edges.length; i++) {
            edges[i] = hertz(top * i / (bands + 1));
        }
        for (int band = 0; band < bands; band++) {
            setFilter(band, edges[band], edges[band + 1], edges[band + 2]);
        }
    }

    /**
     * Features of one window.
     *
     * @param samples mono at 16 kHz in about [-1, 1], at most 30 s; silence is added up to 30 s
     * @return {@code [bands, 3000]}, row-major
     */
    float[] of(float[] samples) {
        if (samples.length > SAMPLES) {
            throw new IllegalArgumentException("More than 30 s of samples: " + samples.length);
        }
        float[] padded = withReflection(samples);
        float[] features = new float[bands * FRAMES];
        Arrays.fill(features, log10(FLOOR));
        int frames = Math.min(FRAMES, (samples.length + FFT / 2 - 1) / HOP + 1);
        float[] two = new float[2 * FFT];
        float[] power = new float[BINS + 1];
        float max = log10(FLOOR);
        for (int frame = 0; frame < frames; frame += 2) {
            transform(padded, frame, two);
            for (int part = 0; part < 2 && frame + part < FRAMES; part++) {
                power(two, part, power);
                for (int band = 0; band < bands; band++) {
                    float value = log10(Math.max(FLOOR, energy(power, band)));
                    features[band * FRAMES + frame + part] = value;
                    max = Math.max(max, value);
                }
            }
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (Math.max(features[i], max - 8) + 4) / 4;
        }
        return features;
    }

    /** 30 s and one spare hop, with 200 mirrored samples on either side. */
    private static float[] withReflection(float[] samples) {
        float[] padded = new float[SAMPLES + FFT + HOP];
        int margin = FFT / 2;
        System.arraycopy(samples, 0, padded, margin, samples.length);
        for (int i = 1; i <= margin; i++) {
            padded[margin - i] = padded[margin + i];
            padded[margin + SAMPLES - 1 + i] = padded[margin + SAMPLES - 1 - i];
        }
        return padded;
    }

    /** One complex transform of two real frames: this one as the real part, the next as the imaginary part. */
    private void transform(float[] padded, int frame, float[] two) {
        int start = frame * HOP;
        for (int i = 0; i < FFT; i++) {
            two[2 * i] = padded[start + i] * hann[i];
            two[2 * i + 1] = padded[start + HOP + i] * hann[i];
        }
        fft.complexForward(two);
    }

    /** Squared magnitudes of one of the two spectra that {@link #transform} has packed together. */
    private static void power(float[] two, int part, float[] power) {
        float sign = part == 0 ? 1 : -1;
        for (int k = 0; k < BINS; k++) {
            int mirror = k == 0 ? 0 : FFT - k;
            float a = two[2 * k] + sign * two[2 * mirror];
            float b = two[2 * k + 1] - sign * two[2 * mirror + 1];
            power[k] = 0.25f * (a * a + b * b);
        }
    }

    private float energy(float[] power, int band) {
        float[] filter = weights[band];
        int first = firstBin[band];
        float sum = 0;
        for (int i = 0; i < filter.length; i++) {
            sum += filter[i] * power[first + i];
        }
        return sum;
    }

    private void setFilter(int band, double low, double centre, double high) {
        float[] full = new float[BINS];
        int first = BINS;
        int last = -1;
        for (int k = 0; k < BINS; k++) {
            double frequency = k * SAMPLE_RATE / FFT;
            double up = (frequency - low) / (centre - low);
            double down = (high - frequency) / (high - centre);
            full[k] = (float) (Math.max(0, Math.min(up, down)) * 2 / (high - low));
            if (full[k] > 0) {
                first = Math.min(first, k);
                last = k;
            }
        }
        firstBin[band] = Math.min(first, last + 1);
        weights[band] = Arrays.copyOfRange(full, firstBin[band], last + 1);
    }

    /** Slaney's scale: linear below 1 kHz, logarithmic above. */
    private static double mel(double hertz) {
        return hertz < 1000 ? hertz * 3 / 200 : 15 + Math.log(hertz / 1000) / (Math.log(6.4) / 27);
    }

    private static double hertz(double mel) {
        return mel < 15 ? mel * 200 / 3 : 1000 * Math.exp((mel - 15) * Math.log(6.4) / 27);
    }

    private static float log10(float value) {
        return (float) Math.log10(value);
    }
}
