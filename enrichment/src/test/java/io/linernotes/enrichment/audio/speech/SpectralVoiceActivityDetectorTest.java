package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralVoiceActivityDetectorTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.03, 0.003})
    void hearsNobodyInWhiteNoise(double deviation) {
        assertThat(speechShare(TestSound.whiteNoise(60, RATE, deviation, 7))).isZero();
    }

    @Test
    void hearsNobodyInDigitalSilence() {
        assertThat(speechShare(new float[60 * RATE])).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 150, 440, 1000, 3000})
    void hearsNobodyInASine(double frequency) {
        assertThat(speechShare(TestSound.sine(60, RATE, frequency, 0.3))).isZero();
    }

    @Test
    void hearsNobodyInAnOffset() {
        float[] samples = new float[10 * RATE];
        Arrays.fill(samples, 0.2f);

        assertThat(speechShare(samples)).isZero();
    }

    @Test
    void hearsTheVoicesOfTheDemo() {
        try (AudioStream stream = demo("lighthouse-garden.m4b")) {
            float[] samples = new float[30 * RATE];
            int filled = 0;
            float[] chunk = new float[1600];
            while (filled < samples.length) {
                int read = stream.read(chunk);
                System.arraycopy(chunk, 0, samples, filled, Math.min(read, samples.length - filled));
                filled += read;
            }
            assertThat(speechShare(samples)).isBetween(0.6, 0.95);
        }
    }

    @Test
    void hearsTheSameVoicesUnderNoise() {
        // Some 20 dB below the voices.
        float[] noise = TestSound.whiteNoise(30, RATE, 0.01, 3);
        try (AudioStream stream = demo("lighthouse-garden.m4b")) {
            float[] chunk = new float[1600];
            int filled = 0;
            while (filled < noise.length) {
                int read = stream.read(chunk);
                for (int i = 0; i < read && filled < noise.length; i++) {
                    noise[filled++] += chunk[i];
                }
            }
        }
        assertThat(speechShare(noise)).isBetween(0.5, 0.95);
    }

    static AudioStream demo(String file) {
        return new LibavAudioDecoder(DecodingConfig.DEFAULTS)
                .open(new FileMediaSource(Path.of("../jobs/src/main/resources/demo", file)));
    }

    private static double speechShare(float[] samples) {
        try (VoiceActivityDetector detector = new SpectralVoiceActivityDetector()) {
            float[] frame = new float[detector.frameSamples()];
            int frames = samples.length / frame.length;
            int speech = 0;
            for (int i = 0; i < frames; i++) {
                System.arraycopy(samples, i * frame.length, frame, 0, frame.length);
                speech += detector.isSpeech(frame) ? 1 : 0;
            }
            return (double) speech / frames;
        }
    }
}
