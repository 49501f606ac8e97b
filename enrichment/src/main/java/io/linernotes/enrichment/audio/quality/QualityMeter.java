package io.linernotes.enrichment.audio.quality;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Measures mono sound at 16 kHz as it passes; one meter per recording. */
public final class QualityMeter {
    private static final double SILENCE_DBFS = -60;
    private static final double LOWEST_NOISE_DBFS = -100;
    private static final double HIGHEST_RATIO_DB = 80;
    /** Every tenth frame is enough for a spectrum. */
    private static final int SPECTRUM_EVERY = 10;

    private static final double NOISY_DB = 12;
    private static final int NARROW_HZ = 3_000;
    private static final double CLIPPED_SHARE = 0.001;
    private static final double QUIET_LUFS = -40;
    private static final double LITTLE_SPEECH = 0.05;

    private final VoiceActivityDetector detector = new SpectralVoiceActivityDetector();
    private final float[] frame = new float[detector.frameSamples()];
    private final float[] history = new float[SpeechSpectrum.FRAME];
    private final SpeechSpectrum spectrum = new SpeechSpectrum();
    private final LevelHistogram background = new LevelHistogram();
    private int filled;
    private long frames;
    private long silentFrames;
    private long speechFrames;
    private double speechEnergy;

    /** Hears the first {@code count} samples of the buffer. */
    public void add(float[] samples, int count) {
        int position = 0;
        while (position < count) {
            int part = Math.min(count - position, frame.length - filled);
            System.arraycopy(samples, position, frame, filled, part);
            position += part;
            filled += part;
            if (filled == frame.length) {
                addFrame();
                filled = 0;
            }
        }
    }

    private void addFrame() {
        System.arraycopy(history, frame.length, history, 0, history.length - frame.length);
        System.arraycopy(frame, 0, history, history.length - frame.length, frame.length);
        double energy = 0;
        for (float sample : frame) {
            energy += (double) sample * sample;
        }
        energy /= frame.length;
        double level = 10 * Math.log10(Math.max(1e-12, energy));
        frames++;
        silentFrames += level < SILENCE_DBFS ? 1 : 0;
        if (!detector.isSpeech(frame)) {
            background.add(level);
            return;
        }
        speechEnergy += energy;
        if (speechFrames % SPECTRUM_EVERY == 0) {
            spectrum.add(history);
        }
        speechFrames++;
    }

    /**
     * Judges what was heard so far.
     *
     * @param loudnessLufs integrated loudness; null when not known
     * @param clippedShare share of samples at full scale, 0 to 1
     */
    public SoundQuality quality(@Nullable Double loudnessLufs, double clippedShare) {
        double speechShare = share(speechFrames);
        Double ratio = signalToNoise();
        Integer bandwidth = spectrum.bandwidthHz();
        List<String> problems = new ArrayList<>();
        if (speechShare < LITTLE_SPEECH) {
            long percent = Math.round(100 * speechShare);
            problems.add(
                    percent == 0 ? "Nobody speaks" : "Hardly anybody speaks (%d %% of the time)".formatted(percent));
        }
        if (ratio != null && ratio < NOISY_DB) {
            problems.add("Speech is hard to hear above the background noise (%d dB)".formatted(Math.round(ratio)));
        }
        if (bandwidth != null && bandwidth < NARROW_HZ) {
            problems.add("Voices sound muffled (nothing above %d Hz)".formatted(bandwidth));
        }
        if (clippedShare > CLIPPED_SHARE) {
            problems.add(String.format(
                    Locale.ROOT, "Loud passages are distorted (%.1f %% of the sound is cut off)", 100 * clippedShare));
        }
        if (loudnessLufs != null && loudnessLufs < QUIET_LUFS) {
            problems.add("Very quiet (%d LUFS; podcasts are usually near -16)".formatted(Math.round(loudnessLufs)));
        }
        return new SoundQuality(share(silentFrames), speechShare, ratio, bandwidth, problems);
    }

    private double share(long count) {
        return frames == 0 ? 0 : (double) count / frames;
    }

    /** Mean energy of speech over the median of the rest; a mean of the rest would hold the ends of words. */
    private @Nullable Double signalToNoise() {
        int second = AudioStream.SAMPLE_RATE / frame.length;
        if (speechFrames < second || background.count() < second) {
            return null;
        }
        double noise = Math.pow(10, Math.max(LOWEST_NOISE_DBFS, background.median()) / 10);
        double speech = Math.max(noise / 10, speechEnergy / speechFrames - noise);
        return Math.min(HIGHEST_RATIO_DB, 10 * Math.log10(speech / noise));
    }
}
