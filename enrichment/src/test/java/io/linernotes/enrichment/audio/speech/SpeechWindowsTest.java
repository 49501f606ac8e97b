package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechWindowsTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;

    @Test
    void givesOneWindowWithAMarginForOneWord() {
        Windows found = cut(Script.silence(5).then(1, true).then(5, false));

        assertThat(found.spans()).containsExactly("4.800-6.200");
        assertThat(found.summary()).isEqualTo(new SpeechSummary(1000, 1000, 1, null));
    }

    @Test
    void beginsAndEndsWithTheRecording() {
        Windows found = cut(Script.speech(3));

        assertThat(found.spans()).containsExactly("0.000-3.000");
    }

    @Test
    void mergesWhatFitsIntoThirtySeconds() {
        Windows found = cut(Script.speech(5)
                .then(4, false)
                .then(5, true)
                .then(4, false)
                .then(5, true)
                .then(20, false));

        assertThat(found.spans()).containsExactly("0.000-23.200");
    }

    @Test
    void cutsAtTheLongestPauseOfTheLastThird() {
        Windows found = cut(Script.speech(10)
                .then(1.5, false)
                .then(9.5, true)
                .then(0.3, false)
                .then(4, true)
                .then(0.8, false)
                .then(2, true)
                .then(0.3, false)
                .then(10, true)
                .then(1, false));

        // At 25.3 s is the longest pause of the last third; those at 10 s and 28.1 s are earlier and shorter.
        assertThat(found.spans()).containsExactly("0.000-25.500", "25.900-38.600");
    }

    @Test
    void cutsAtAnEarlierPauseRatherThanInAWord() {
        Windows found = cut(Script.speech(12).then(0.2, false).then(25, true).then(3, false));

        assertThat(found.spans()).containsExactly("0.000-12.100", "12.100-37.400");
    }

    @Test
    void tilesSpeechThatNeverPauses() {
        Windows found = cut(Script.speech(100));

        assertThat(found.list())
                .hasSizeBetween(4, 8)
                .allSatisfy(window -> assertThat(window.pcm().length).isBetween(5 * RATE, 27 * RATE));
        assertThat(found.summary().coverage()).isEqualTo(1);
        for (int i = 1; i < found.list().size(); i++) {
            SpeechWindow before = found.list().get(i - 1);
            assertThat(found.list().get(i).startSample()).isEqualTo(before.startSample() + before.pcm().length);
        }
    }

    @Test
    void leavesOutClicks() {
        Windows found = cut(Script.silence(2).then(0.05, true).then(2, false));

        assertThat(found.list()).isEmpty();
        assertThat(found.summary()).isEqualTo(new SpeechSummary(0, 0, 0, null));
        assertThat(found.summary().coverage()).isEqualTo(1);
    }

    @Test
    void findsNothingInNothing() {
        assertThat(cut(Script.silence(0)).list()).isEmpty();
        assertThat(cut(Script.silence(0.004)).list()).isEmpty();
        assertThat(cut(Script.silence(200)).list()).isEmpty();
    }

    @Test
    void holdsTheSamplesOfItsPlace() {
        float[] samples = Script.silence(33).then(2, true).then(1, false).samples();
        SpeechWindow window = cut(samples).list().get(0);

        float largest = 0;
        for (int i = 0; i < window.pcm().length; i++) {
            float expected = samples[(int) window.startSample() + i] * 32_768;
            largest = Math.max(largest, Math.abs(window.pcm()[i] - expected));
        }
        assertThat(largest).isLessThanOrEqualTo(0.5f);
    }

    @Test
    void saysWhenThereIsNoMore() {
        SpeechWindows windows = new SpeechWindows(new SoundStream(new float[0]), new LoudnessDetector());

        assertThat(windows.hasNext()).isFalse();
        assertThatThrownBy(windows::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsItsPromisesForAnySpeech(long seed) {
        Script script = Script.random(seed, 600);
        Windows found = cut(script);

        long previousEnd = 0;
        for (SpeechWindow window : found.list()) {
            assertThat(window.startSample()).isGreaterThanOrEqualTo(previousEnd);
            previousEnd = window.startSample() + window.pcm().length;
        }
        assertThat(previousEnd).isLessThanOrEqualTo(script.samples().length);
        assertThat(found.summary().coverage()).isGreaterThanOrEqualTo(0.995);
        assertThat(found.summary().windows()).isEqualTo(found.list().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"long-way-round.mp3", "lighthouse-garden.m4b", "field-notes-bees.opus"})
    void cutsTheDemoBetweenSentences(String episode) throws IOException {
        List<SpeechWindow> windows = new ArrayList<>();
        try (AudioStream stream = VoiceActivityDetectorContract.demo(episode)) {
            new SpeechWindows(stream, new SpectralVoiceActivityDetector()).forEachRemaining(windows::add);
        }

        assertThat(windows).hasSizeBetween(6, 10);
        assertSentencesWhole(VoiceActivityDetectorContract.demoSentences(episode.replaceFirst("[.].*", "")), windows);
    }

    /** Up to 50 ms at either end of a sentence may be the silence of the clip that it comes from. */
    private static void assertSentencesWhole(JsonNode sentences, List<SpeechWindow> windows) {
        assertThat(sentences).isNotEmpty();
        for (JsonNode sentence : sentences) {
            long start = (sentence.get("start_ms").asLong() + 50) * RATE / 1000;
            long end = (sentence.get("end_ms").asLong() - 50) * RATE / 1000;
            assertThat(windows)
                    .as("the sentence at %d samples lies in one window", start)
                    .anyMatch(window ->
                            window.startSample() <= start && end <= window.startSample() + window.pcm().length);
        }
    }

    private static Windows cut(Script script) {
        return cut(script.samples());
    }

    private static Windows cut(float[] samples) {
        SpeechWindows windows = new SpeechWindows(new SoundStream(samples), new LoudnessDetector());
        List<SpeechWindow> list = new ArrayList<>();
        windows.forEachRemaining(list::add);
        return new Windows(list, windows.summary());
    }

    private record Windows(List<SpeechWindow> list, SpeechSummary summary) {
        List<String> spans() {
            return list.stream()
                    .map(window -> "%.3f-%.3f"
                            .formatted(
                                    (double) window.startSample() / RATE,
                                    (double) (window.startSample() + window.pcm().length) / RATE))
                    .toList();
        }
    }
}
