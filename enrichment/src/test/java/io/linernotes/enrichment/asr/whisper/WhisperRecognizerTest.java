package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SegmentFlag;
import io.linernotes.enrichment.transcript.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WhisperRecognizerTest {
    private static final SpeechRecognizer RECOGNIZER = WhisperModels.open(AsrConfig.DEFAULTS);
    private static final RecognitionOptions ANY = RecognitionOptions.NONE;

    @AfterAll
    static void close() {
        RECOGNIZER.close();
    }

    @Test
    void saysThatTheEmbeddedModelIsAToy() {
        assertThat(RECOGNIZER.model().name()).isEqualTo("whisper-nano.en");
        assertThat(RECOGNIZER.model().sha256()).matches("[0-9a-f]{64}");
        assertThat(RECOGNIZER.model().warning()).startsWith("whisper-nano.en is a toy model");
    }

    @Test
    void writesTheDemoWithFewWrongWords() {
        List<WindowTranscript> transcripts = RECOGNIZER.recognize(ReferenceRun.SPEECH, ANY);

        WordErrors errors = new WordErrors();
        for (int i = 0; i < transcripts.size(); i++) {
            errors.add(ReferenceRun.WINDOWS.get(i).path("reference").asText(), text(transcripts.get(i)));
        }
        // 4.4 % by the model's card.
        assertThat(errors.percent()).isBetween(1.0, 5.0);
    }

    @Test
    void keepsSegmentsAndWordsInOrderInsideTheWindow() {
        List<WindowTranscript> transcripts = RECOGNIZER.recognize(ReferenceRun.SPEECH.subList(9, 12), ANY);

        for (WindowTranscript transcript : transcripts) {
            SpeechWindow window = ReferenceRun.SPEECH.get(transcript.window());
            long before = window.startSample() / 16;
            for (Segment segment : transcript.segments()) {
                assertThat(segment.range().startMs()).isGreaterThanOrEqualTo(before);
                before = segment.range().startMs();
                assertThat(segment.text()).isEqualTo(segment.text().strip()).isNotEmpty();
                assertThat(segment.words()).isNotEmpty();
                for (Word word : segment.words()) {
                    assertThat(word.range().startMs()).isGreaterThanOrEqualTo(before);
                    assertThat(word.range().endMs())
                            .isLessThanOrEqualTo(segment.range().endMs());
                    before = word.range().startMs();
                }
                assertThat(segment.words().stream().map(Word::text).collect(Collectors.joining(" ")))
                        .isEqualTo(segment.text());
            }
            assertThat(before).isLessThan((window.startSample() + window.pcm().length) / 16 + 1);
        }
    }

    @Test
    void cutsSegmentsWhereTheReferenceDoes() {
        List<JsonNode> reference = new ArrayList<>();
        Fixtures.json("sequential.json").path("episodes").forEach(episode -> {
            if (episode.path("episode").asText().equals("field-notes-bees")) {
                episode.path("segments").forEach(reference::add);
            }
        });
        Segment first = RECOGNIZER
                .recognize(List.of(ReferenceRun.SPEECH.get(16)), ANY)
                .get(0)
                .segments()
                .get(0);

        assertThat(first.text())
                .isEqualTo(reference.get(0).path("text").asText().strip());
        assertThat(first.range().endMs() / 1000.0)
                .isCloseTo(reference.get(0).path("end").asDouble(), within(0.6));
    }

    @Test
    void findsNothingInSilenceAndNoise() {
        List<WindowTranscript> transcripts = RECOGNIZER.recognize(
                List.of(new SpeechWindow(0, 0, new short[160_000]), new SpeechWindow(1, 160_000, noise())), ANY);

        for (WindowTranscript transcript : transcripts) {
            assertThat(transcript.segments())
                    .allSatisfy(segment -> assertThat(segment.flags()).contains(SegmentFlag.NO_SPEECH));
        }
    }

    @Test
    void marksWhatItMakesOfATone() {
        short[] tone = new short[320_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / 16_000));
        }
        WindowTranscript transcript =
                RECOGNIZER.recognize(List.of(new SpeechWindow(0, 0, tone)), ANY).get(0);

        assertThat(transcript.segments())
                .allSatisfy(segment -> assertThat(segment.flags()).isNotEmpty());
    }

    @Test
    void usesEnglishWhateverTheMetadataSay() {
        List<WindowTranscript> german =
                RECOGNIZER.recognize(ReferenceRun.SPEECH.subList(8, 9), new RecognitionOptions("de-DE", 1, null));

        assertThat(german).isEqualTo(RECOGNIZER.recognize(ReferenceRun.SPEECH.subList(8, 9), ANY));
        assertThat(german.get(0).language()).isEqualTo("en");
        assertThat(german.get(0).languageProbability()).isEqualTo(1);
    }

    @Test
    void answersNothingWithNothing() {
        assertThat(RECOGNIZER.recognize(List.of(), ANY)).isEmpty();
    }

    /** Guarded: a model that is told what to expect hears it in silence. */
    @Test
    void neverWritesExpectedWordsWhereNobodySpeaks() {
        String expected = "the lighthouse keeper and the garden of bees";
        SpeechWindow silence = new SpeechWindow(0, 0, new short[160_000]);
        RecognitionOptions options = new RecognitionOptions(null, 1, expected);
        try (SpeechRecognizer told = WhisperModels.open(withGlossary())) {
            List<WindowTranscript> transcripts =
                    told.recognize(List.of(silence, new SpeechWindow(1, 160_000, noise())), options);

            assertThat(transcripts)
                    .isEqualTo(RECOGNIZER.recognize(List.of(silence, new SpeechWindow(1, 160_000, noise())), ANY));
            // What it is told does reach windows with speech.
            List<SpeechWindow> speech = ReferenceRun.SPEECH.subList(16, 18);
            assertThat(told.recognize(speech, options)).isNotEqualTo(told.recognize(speech, ANY));
        }
    }

    @Test
    void refusesToTranslateWithAModelThatKnowsOnlyEnglish() {
        AsrConfig d = AsrConfig.DEFAULTS;
        AsrConfig translate = new AsrConfig(
                d.model(), d.precision(), 1, 1, true, 1, 1, null, 1, AsrConfig.Task.TRANSLATE, false, false);

        assertThatThrownBy(() -> WhisperModels.open(translate))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("The model whisper-nano.en knows English only and cannot translate (asr.task).");
    }

    private static AsrConfig withGlossary() {
        AsrConfig d = AsrConfig.DEFAULTS;
        return new AsrConfig(
                d.model(), d.precision(), d.batch(), 1, true, 1, 1, null, 1, AsrConfig.Task.TRANSCRIBE, false, true);
    }

    private static short[] noise() {
        Random random = new Random(7);
        short[] noise = new short[160_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 300);
        }
        return noise;
    }

    private static String text(WindowTranscript transcript) {
        return transcript.segments().stream().map(Segment::text).collect(Collectors.joining(" "));
    }
}
