package io.linernotes.enrichment.audio.speech;

import io.linernotes.enrichment.audio.AudioStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * The built-in detector, without a model. Speech begins with some frames that stand out from the background, are
 * neither as flat as white or pink noise nor as narrow as a tone; it goes on until the level falls back towards the
 * background.
 */
public final class SpectralVoiceActivityDetector implements VoiceActivityDetector {
    private static final int FRAME = AudioStream.SAMPLE_RATE / 100;
    private static final int WINDOW = 400;
    private static final int FFT = 512;
    /** 100 Hz and 4 kHz: where voices are. */
    private static final int LOW_BIN = 100 * FFT / AudioStream.SAMPLE_RATE;

    private static final int HIGH_BIN = 4000 * FFT / AudioStream.SAMPLE_RATE;
    /** The geometric mean of the bins. */
    private static final double MEAN_BIN = Math.exp(IntStream.rangeClosed(LOW_BIN, HIGH_BIN)
            .mapToDouble(Math::log)
            .average()
            .orElseThrow());
    /** Half of the main lobe of the window, in bins. */
    private static final int LOBE_BINS = 3;

    private static final double LOWEST_FLOOR_DBFS = -80;
    private static final double BEGIN_ABOVE_FLOOR_DB = 10;
    private static final double END_ABOVE_FLOOR_DB = 6;
    /** What is this much weaker than the speech so far is breath or room. */
    private static final double BEGIN_BELOW_SPEECH_DB = -32;

    private static final double END_BELOW_SPEECH_DB = -36;
    /** White noise has a flatness of about 0.56 in one frame, as has pink noise once it is tilted; voices have far less. */
    private static final double FLATTEST_SPEECH = 0.42;
    /** Share of the energy in the strongest line. */
    private static final double NARROWEST_SPEECH = 0.97;

    private static final int FRAMES_TO_BEGIN = 3;
    private static final double SPEECH_LEVEL_RATE = 0.02;

    private final FloatFFT_1D transform = new FloatFFT_1D(FFT);
    private final float[] window = new float[WINDOW];
    private final float[] history = new float[WINDOW];
    private final float[] spectrum = new float[FFT];
    private final double[] power = new double[HIGH_BIN + 1];
    private final NoiseFloor floor = new NoiseFloor(LOWEST_FLOOR_DBFS);
    private final DirectCurrentFilter filter = new DirectCurrentFilter();
    private double speechLevel = LOWEST_FLOOR_DBFS;
    private int candidates;
    private boolean speaking;

    public SpectralVoiceActivityDetector() {
        for (int i = 0; i < WINDOW; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / WINDOW));
        }
    }

    @Override
    public int frameSamples() {
        return FRAME;
    }

    @Override
    public boolean isSpeech(float[] frame) {
        System.arraycopy(history, FRAME, history, 0, WINDOW - FRAME);
        double level = filter.apply(frame, history, WINDOW - FRAME, FRAME);
        floor.add(level);
        if (speaking) {
            speaking = level > threshold(END_ABOVE_FLOOR_DB, END_BELOW_SPEECH_DB);
        } else {
            boolean candidate = level > threshold(BEGIN_ABOVE_FLOOR_DB, BEGIN_BELOW_SPEECH_DB) && soundsLikeVoice();
            candidates = candidate ? candidates + 1 : 0;
            speaking = candidates >= FRAMES_TO_BEGIN;
        }
        if (speaking) {
            candidates = 0;
            speechLevel = Math.max(speechLevel, level - 10) * (1 - SPEECH_LEVEL_RATE) + level * SPEECH_LEVEL_RATE;
        }
        return speaking;
    }

    private double threshold(double aboveFloor, double belowSpeech) {
        return Math.max(floor.level() + aboveFloor, speechLevel + belowSpeech);
    }

    private boolean soundsLikeVoice() {
        for (int i = 0; i < WINDOW; i++) {
            spectrum[i] = history[i] * window[i];
        }
        Arrays.fill(spectrum, WINDOW, FFT, 0);
        transform.realForward(spectrum);
        double sum = 0;
        double tilted = 0;
        double logarithms = 0;
        int strongest = LOW_BIN;
        for (int bin = LOW_BIN; bin <= HIGH_BIN; bin++) {
            double real = spectrum[2 * bin];
            double imaginary = spectrum[2 * bin + 1];
            power[bin] = real * real + imaginary * imaginary + 1e-12;
            sum += power[bin];
            tilted += power[bin] * bin;
            logarithms += Math.log(power[bin]);
            strongest = power[bin] > power[strongest] ? bin : strongest;
        }
        int bins = HIGH_BIN - LOW_BIN + 1;
        double mean = Math.exp(logarithms / bins) * bins;
        return Math.max(mean / sum, mean * MEAN_BIN / tilted) < FLATTEST_SPEECH && line(strongest) < NARROWEST_SPEECH;
    }

    /** Share of the energy around a bin, the higher ones weighted up as a voice's are weak. */
    private double line(int strongest) {
        double inside = 0;
        double all = 0;
        for (int bin = LOW_BIN; bin <= HIGH_BIN; bin++) {
            double weighted = power[bin] * bin * bin;
            all += weighted;
            inside += Math.abs(bin - strongest) <= LOBE_BINS ? weighted : 0;
        }
        return inside / all;
    }

    @Override
    public void close() {}

    /** Takes away a constant offset, which would look like sound. */
    private static final class DirectCurrentFilter {
        private static final float POLE = 0.98f;
        private float previousIn;
        private float previousOut;

        /** Filters a frame into {@code target}; its level in dBFS, at least -120. */
        double apply(float[] frame, float[] target, int offset, int count) {
            double energy = 0;
            for (int i = 0; i < count; i++) {
                float out = frame[i] - previousIn + POLE * previousOut;
                previousIn = frame[i];
                previousOut = Math.abs(out) < 1e-20f ? 0 : out;
                target[offset + i] = out;
                energy += (double) out * out;
            }
            return 10 * Math.log10(Math.max(1e-12, energy / count));
        }
    }
}
