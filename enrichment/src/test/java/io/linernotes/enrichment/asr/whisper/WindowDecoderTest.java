package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The decoder against openai/whisper. */
class WindowDecoderTest {
    private static final ReferenceRun FLOATS = ReferenceRun.FLOATS;

    @Test
    void encodesAsTheReference() {
        float[] mel = new LogMelSpectrogram(80).of(Fixtures.numpy("pcm-field-notes-bees-00.npy"));
        float[] expected = Fixtures.numpy("encoder-field-notes-bees-00.npy");

        float[] hidden = FLOATS.sessions().hidden(mel);

        float largest = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - hidden[i]));
        }
        assertThat(hidden).hasSameSizeAs(expected);
        assertThat(difference / largest).isLessThan(1e-3f);
    }

    @Test
    void saysTheReferenceTokens() {
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            JsonNode window = ReferenceRun.WINDOWS.get(i);
            assertThat(FLOATS.decoded().get(i).tokens())
                    .as(window.path("id").asText())
                    .isEqualTo(Fixtures.integers(window.path("tokens")));
        }
    }

    @Test
    void saysTheReferenceTokensWithFiveBeams() {
        List<Decoded> decoded = FLOATS.decode(ReferenceRun.SPEECH, 8, beams(5));

        int otherThanGreedy = 0;
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            JsonNode window = ReferenceRun.WINDOWS.get(i);
            assertThat(decoded.get(i).tokens())
                    .as(window.path("id").asText())
                    .isEqualTo(Fixtures.integers(window.path("tokens_beam5")));
            otherThanGreedy += window.path("tokens_beam5").equals(window.path("tokens")) ? 0 : 1;
        }
        assertThat(otherThanGreedy).isEqualTo(8);
    }

    @Test
    void givesAWindowTheSameResultWithBeamsWhateverShareTheBatch() {
        List<SpeechWindow> windows = ReferenceRun.SPEECH.subList(4, 9);
        List<Decoded> alone = FLOATS.decode(windows, 3, beams(3));

        assertThat(FLOATS.decode(windows, 8, beams(3))).isEqualTo(alone);
    }

    @Test
    void judgesItselfAsTheReference() {
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            JsonNode window = ReferenceRun.WINDOWS.get(i);
            var quality = FLOATS.decoded().get(i).quality();
            assertThat(quality.averageLogProbability())
                    .as(window.path("id").asText())
                    .isCloseTo(window.path("avg_logprob").asDouble(), within(0.0005));
            assertThat(quality.noSpeechProbability())
                    .isCloseTo(window.path("no_speech_prob").asDouble(), within(1e-6));
            assertThat(quality.temperature()).isZero();
            assertThat(quality.compressionRatio())
                    .isCloseTo(window.path("compression_ratio").asDouble(), within(1e-9));
        }
    }

    @Test
    void timesWordsAsTheReference() {
        WordSplitter splitter = new WordSplitter(ReferenceRun.MODEL.tokenizer());
        int words = 0;
        int near = 0;
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            JsonNode expected = ReferenceRun.WINDOWS.get(i).path("words");
            List<TimedWord> timed = WordTimes.measured(FLOATS.decoded().get(i), splitter, 50256);
            words += expected.size();
            for (int w = 0; w < Math.min(timed.size(), expected.size()); w++) {
                JsonNode word = expected.get(w);
                boolean same = timed.get(w).text.equals(word.path("word").asText());
                boolean start = Math.abs(timed.get(w).start - word.path("start").asDouble()) < 0.0401;
                boolean end = Math.abs(timed.get(w).end - word.path("end").asDouble()) < 0.0401;
                near += same && start && end ? 1 : 0;
            }
        }
        assertThat(words).isGreaterThan(1900);
        assertThat((double) near / words).isGreaterThan(0.98);
    }

    @Test
    void givesAWindowTheSameResultAloneAsAmongOthers() {
        for (int i = 0; i < ReferenceRun.SPEECH.size(); i += 3) {
            assertThat(FLOATS.decode(List.of(ReferenceRun.SPEECH.get(i)), 8))
                    .containsExactly(FLOATS.decoded().get(i));
        }
        assertThat(FLOATS.decode(ReferenceRun.SPEECH.subList(5, 12), 3))
                .isEqualTo(FLOATS.decoded().subList(5, 12));
    }

    @Test
    void servesThreadsAtOnce() {
        List<CompletableFuture<List<Decoded>>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> FLOATS.decode(ReferenceRun.SPEECH.subList(8, 11), 2)));
        }
        for (CompletableFuture<List<Decoded>> call : calls) {
            assertThat(call.join()).isEqualTo(FLOATS.decoded().subList(8, 11));
        }
    }

    private static SearchOptions beams(int beams) {
        return new SearchOptions(beams, 1, new SequenceRank(null), 1);
    }
}
