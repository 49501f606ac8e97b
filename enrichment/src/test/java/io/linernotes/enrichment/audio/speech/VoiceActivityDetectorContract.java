package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.primitives.Floats;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.Decoded;
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
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every voice detector promises, whatever it is made of. */
public abstract class VoiceActivityDetectorContract {
    private static final int RATE = AudioStream.SAMPLE_RATE;
    private static final Path GOLD =
            Path.of(System.getProperty("linernotes.shared", "../../shared")).resolve("gold/longform-ljspeech");

    /** A model may be fooled for a moment. */
    private static final double MOST_FALSE = 0.01;

    /** A detector that has heard nothing yet. */
    protected abstract VoiceActivityDetector detector();

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003})
    void hearsNobodyInWhiteNoise(double deviation) {
        assertNobody("white noise of " + deviation, TestSound.whiteNoise(60, RATE, deviation, 7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.1, 0.03, 0.01, 0.003, 0.001})
    void hearsNobodyInPinkNoise(double deviation) {
        assertNobody("pink noise of " + deviation, TestSound.pinkNoise(60, RATE, deviation, 7));
    }

    @Test
    void hearsNobodyInSilence() {
        assertNobody("silence", new float[60 * RATE]);
    }

    @ParameterizedTest
    @CsvSource({
        "50, 0.3",
        "50, 0.01",
        "60, 0.1",
        "150, 0.3",
        "440, 0.3",
        "1000, 0.3",
        "1000, 0.01",
        "3000, 0.3",
        "3150, 0.3",
        "3150, 0.01"
    })
    void hearsNobodyInASine(double frequency, double amplitude) {
        assertNobody(frequency + " Hz at " + amplitude, TestSound.sine(60, RATE, frequency, amplitude));
    }

    @Test
    void hearsNobodyInAnOffset() {
        float[] samples = new float[10 * RATE];
        Arrays.fill(samples, 0.2f);

        assertNobody("offset", samples);
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

    @Test
    void windowsHoldReadSentencesWhole() throws IOException {
        JsonNode item = readSentences();
        Windows found = windows(samples(item));
        long spoken = 0;
        long covered = 0;
        for (JsonNode sentence : item.get("sentences")) {
            // Up to 50 ms at either end of a sentence may be the silence of the clip that it comes from.
            long start = (sentence.get("start_ms").asLong() + 50) * RATE / 1000;
            long end = (sentence.get("end_ms").asLong() - 50) * RATE / 1000;
            spoken += end - start;
            covered += found.list.stream()
                    .mapToLong(
                            window -> Math.max(0, Math.min(end, end(window)) - Math.max(start, window.startSample())))
                    .sum();
            assertThat(found.list)
                    .as("the sentence from sample %d to %d lies in one window", start, end)
                    .anyMatch(window -> window.startSample() <= start && end <= end(window));
        }

        System.out.printf(
                Locale.ROOT,
                "%s: %d windows, longest %.1f s, hold %.2f %% of the sentences and %.2f %% of the speech found, %.1f s%n",
                getClass().getSimpleName(),
                found.list.size(),
                longest(found.list),
                100.0 * covered / spoken,
                100 * found.summary.coverage(),
                found.summary.speechMs() / 1000.0);
        assertThat((double) covered / spoken).isGreaterThanOrEqualTo(0.995);
        assertThat(found.summary.coverage()).isGreaterThanOrEqualTo(0.995);
        assertThat(longest(found.list)).isLessThanOrEqualTo(30);
    }

    /** The same voice without the silence between the sentences: windows must end where it pauses, sentence or not. */
    @Test
    void cutsNoWordWhereAVoiceReadsOn() throws IOException {
        JsonNode item = readSentences();
        float[] voice = withoutSilence(samples(item), item.get("sentences"));
        Windows found = windows(voice);

        Loudness loudness = new Loudness(voice);
        List<Long> cuts = new ArrayList<>();
        for (int i = 0; i < found.list.size(); i++) {
            cuts.add(found.list.get(i).startSample());
            cuts.add(end(found.list.get(i)));
        }
        List<Double> depths = cuts.stream()
                .filter(cut -> cut > RATE / 2 && cut < voice.length - RATE / 2)
                .map(loudness::pauseDb)
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%s: %d windows, cuts in pauses that are %s dB below the voice, %.2f %% of the speech found%n",
                getClass().getSimpleName(),
                found.list.size(),
                depths.stream()
                        .map(depth -> String.format(Locale.ROOT, "%.0f", depth))
                        .toList(),
                100 * found.summary.coverage());
        assertThat(depths)
                .hasSizeGreaterThan(3)
                .allSatisfy(depth -> assertThat(depth).isGreaterThan(20.0));
        assertThat(found.summary.coverage()).isGreaterThanOrEqualTo(0.995);
        assertThat(longest(found.list)).isLessThanOrEqualTo(30);
        // The measure can tell: of cuts at every full second, most lie in words.
        long inWords = IntStream.range(1, voice.length / RATE - 1)
                .filter(second -> loudness.pauseDb((long) second * RATE) <= 20)
                .count();
        assertThat(inWords).isGreaterThan(voice.length / RATE / 2);
    }

    private static JsonNode readSentences() throws IOException {
        Path items = GOLD.resolve("items.jsonl");
        if (Files.notExists(items)) {
            Assumptions.abort("the read sentences are not here: " + items);
        }
        return new ObjectMapper().readTree(Files.readAllLines(items).get(0));
    }

    private static float[] samples(JsonNode item) {
        return Floats.toArray(
                Decoded.of(GOLD.resolve(item.get("audio").asText())).samples());
    }

    private static float[] withoutSilence(float[] samples, JsonNode sentences) {
        float[] joined = new float[samples.length];
        int length = 0;
        for (JsonNode sentence : sentences) {
            int start = (int) (sentence.get("start_ms").asLong() * RATE / 1000);
            int end = (int) Math.min(samples.length, sentence.get("end_ms").asLong() * RATE / 1000);
            System.arraycopy(samples, start, joined, length, end - start);
            length += end - start;
        }
        return Arrays.copyOf(joined, length);
    }

    private Windows windows(float[] samples) {
        try (AudioStream stream = new SoundStream(samples);
                VoiceActivityDetector detector = detector()) {
            SpeechWindows found = new SpeechWindows(stream, detector);
            List<SpeechWindow> list = new ArrayList<>();
            found.forEachRemaining(list::add);
            return new Windows(list, found.summary());
        }
    }

    private record Windows(List<SpeechWindow> list, SpeechSummary summary) {}

    private static long end(SpeechWindow window) {
        return window.startSample() + window.pcm().length;
    }

    private static double longest(List<SpeechWindow> windows) {
        return windows.stream().mapToInt(window -> window.pcm().length).max().orElse(0) / (double) RATE;
    }

    /** Levels of 20 ms each, in dBFS: what a pause is, without any detector. */
    private static final class Loudness {
        private static final int FRAME = RATE / 50;
        private static final int PAUSE_FRAMES = 5;
        private static final int NEAR_FRAMES = 4 * 50;

        private final double[] levels;

        Loudness(float[] samples) {
            levels = new double[samples.length / FRAME];
            for (int frame = 0; frame < levels.length; frame++) {
                double energy = 1e-9;
                for (int i = frame * FRAME; i < (frame + 1) * FRAME; i++) {
                    energy += samples[i] * samples[i] / FRAME;
                }
                levels[frame] = 10 * Math.log10(energy);
            }
        }

        /** How far the loudest frame of the quietest 100 ms around a cut lies below the voice in the seconds around it. */
        double pauseDb(long cut) {
            int at = (int) (cut / FRAME);
            double quietest = 0;
            for (int start = Math.max(0, at - PAUSE_FRAMES + 1);
                    start <= Math.min(at, levels.length - PAUSE_FRAMES);
                    start++) {
                double loudest =
                        Arrays.stream(levels, start, start + PAUSE_FRAMES).max().orElse(0);
                quietest = Math.min(quietest, loudest);
            }
            double[] near = Arrays.stream(
                            levels, Math.max(0, at - NEAR_FRAMES), Math.min(levels.length, at + NEAR_FRAMES))
                    .sorted()
                    .toArray();
            return near[near.length * 8 / 10] - quietest;
        }
    }

    private void assertNobody(String what, float[] samples) {
        double share = speechShare(samples);
        int windows = windows(samples).list.size();
        System.out.printf(
                Locale.ROOT,
                "%s: %s: %.3f %% speech, %d windows%n",
                getClass().getSimpleName(),
                what,
                100 * share,
                windows);
        assertThat(share).isLessThan(MOST_FALSE);
        assertThat(windows).isZero();
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
