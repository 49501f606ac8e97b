package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every voice detector promises, whatever it is made of. */
public abstract class VoiceActivityDetectorContract {
    private static final int RATE = AudioStream.SAMPLE_RATE;

    /** A model may be fooled for a moment. */
    private static final double MOST_FALSE = 0.01;

    /** A detector that has heard nothing yet. */
    protected abstract VoiceActivityDetector detector();

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.03, 0.003})
    void hearsNobodyInWhiteNoise(double deviation) {
        assertThat(speechShare(TestSound.whiteNoise(60, RATE, deviation, 7))).isLessThan(MOST_FALSE);
    }

    @Test
    void hearsNobodyInDigitalSilence() {
        assertThat(speechShare(new float[60 * RATE])).isLessThan(MOST_FALSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 150, 440, 1000, 3000})
    void hearsNobodyInASine(double frequency) {
        assertThat(speechShare(TestSound.sine(60, RATE, frequency, 0.3))).isLessThan(MOST_FALSE);
    }

    @Test
    void hearsNobodyInAnOffset() {
        float[] samples = new float[10 * RATE];
        Arrays.fill(samples, 0.2f);

        assertThat(speechShare(samples)).isLessThan(MOST_FALSE);
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

    @Test
    void repeatsItself() {
        float[] noise = TestSound.whiteNoise(5, RATE, 0.1, 9);

        assertThat(speechShare(noise)).isEqualTo(speechShare(noise));
    }

    @Test
    void coversTheSentencesOfTheDemo() throws IOException {
        List<SpeechWindow> windows = new ArrayList<>();
        SpeechSummary summary;
        try (AudioStream stream = demo("long-way-round.mp3");
                VoiceActivityDetector detector = detector()) {
            SpeechWindows found = new SpeechWindows(stream, detector);
            found.forEachRemaining(windows::add);
            summary = found.summary();
        }
        long spoken = 0;
        long covered = 0;
        for (JsonNode sentence : demoSentences("long-way-round")) {
            long start = sentence.get("start_ms").asLong() * RATE / 1000;
            long end = sentence.get("end_ms").asLong() * RATE / 1000;
            spoken += end - start;
            for (SpeechWindow window : windows) {
                long windowEnd = window.startSample() + window.pcm().length;
                covered += Math.max(0, Math.min(end, windowEnd) - Math.max(start, window.startSample()));
            }
        }

        assertThat((double) covered / spoken).isGreaterThan(0.995);
        assertThat(summary.coverage()).isGreaterThan(0.995);
        assertThat(windows).hasSizeBetween(8, 10);
    }

    static AudioStream demo(String file) {
        return new LibavAudioDecoder(DecodingConfig.DEFAULTS)
                .open(new FileMediaSource(Path.of("../jobs/src/main/resources/demo", file)));
    }

    static JsonNode demoSentences(String episode) throws IOException {
        for (String line : Files.readAllLines(Path.of("../jobs/src/main/resources/demo/items.jsonl"))) {
            JsonNode item = new ObjectMapper().readTree(line);
            if (item.get("id").asText().equals(episode)) {
                return item.get("sentences");
            }
        }
        throw new IllegalArgumentException("Unknown episode: " + episode);
    }

    private double speechShare(float[] samples) {
        try (VoiceActivityDetector detector = detector()) {
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
