package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

/** One row, fed with logits made by hand. */
class DecodingRowTest {
    private static final int TEXT = 383;
    private static final WhisperModel ENGLISH = WhisperModels.model(Fixtures.FOLDER);
    private static final WhisperModel MULTILINGUAL = multilingual();
    private static final SpecialTokens SPECIAL = ENGLISH.tokenizer().special();

    @Test
    void detectsTheLanguageAndAsksForIt() {
        DecodingRow row = new DecodingRow(0, null, MULTILINGUAL);
        int german = SPECIAL.languages().get("de");

        row.accept(logits(german, 10));
        assertThat(row.next()).isEqualTo(german);
        row.accept(logits(TEXT, 10));
        assertThat(row.next()).isEqualTo(SPECIAL.transcribe());

        Decoded result = row.result(ImmutableList.of());
        assertThat(result.language()).isEqualTo("de");
        // e¹⁰ against 98 other languages at e⁰.
        assertThat(result.languageProbability()).isCloseTo(Math.exp(10) / (Math.exp(10) + 98), within(1e-6));
    }

    @Test
    void takesALanguageThatIsGivenAsCertain() {
        DecodingRow row = new DecodingRow(0, "fr", MULTILINGUAL);

        row.accept(logits(SPECIAL.languages().get("de"), 10));

        assertThat(row.next()).isEqualTo(SPECIAL.languages().get("fr"));
        assertThat(row.result(ImmutableList.of()).languageProbability()).isEqualTo(1);
    }

    @Test
    void readsTheProbabilityOfNoSpeechBeforeAnyRule() {
        DecodingRow row = new DecodingRow(0, null, ENGLISH);

        row.accept(logits(SPECIAL.noSpeech(), 20));

        assertThat(row.result(ImmutableList.of()).quality().noSpeechProbability())
                .isCloseTo(1, within(1e-3));
        assertThat(row.next()).isGreaterThanOrEqualTo(SPECIAL.firstTimestamp());
    }

    @Test
    void countsTheEndInTheMeanLogProbability() {
        DecodingRow row = new DecodingRow(0, null, ENGLISH);
        row.accept(logits(SPECIAL.firstTimestamp(), 30));
        row.accept(logits(TEXT, 30));
        row.accept(logits(SPECIAL.firstTimestamp() + 50, 30));
        row.accept(logits(SPECIAL.endOfText(), 30));

        Decoded result = row.result(ImmutableList.of());
        assertThat(row.finished()).isTrue();
        assertThat(result.tokens()).containsExactly(SPECIAL.firstTimestamp(), TEXT, SPECIAL.firstTimestamp() + 50);
        assertThat(result.quality().averageLogProbability()).isCloseTo(0, within(1e-6));
    }

    @Test
    void stopsAtHalfOfTheTextPositions() {
        DecodingRow row = new DecodingRow(0, null, ENGLISH);
        row.accept(logits(SPECIAL.firstTimestamp(), 30));
        int tokens = 1;
        while (!row.finished()) {
            row.accept(logits(TEXT, 30));
            tokens++;
        }
        assertThat(tokens).isEqualTo(224);
        assertThat(row.result(ImmutableList.of()).needsFallback()).isTrue();
    }

    @Test
    void drawsTheSameAtTheSameTemperature() {
        assertThat(drawn(0.8)).isEqualTo(drawn(0.8));
        assertThat(drawn(0.8).tokens()).isNotEqualTo(drawn(0).tokens());
        assertThat(drawn(0.8).quality().temperature()).isEqualTo(0.8);
    }

    private static Decoded drawn(double temperature) {
        DecodingRow row = new DecodingRow(0, null, ENGLISH);
        row.restart(temperature);
        for (int i = 0; i < 20; i++) {
            row.accept(logits(TEXT, 2));
        }
        return row.result(ImmutableList.of());
    }

    private static float[] logits(int id, float value) {
        float[] logits = new float[ENGLISH.sizes().vocabulary()];
        logits[id] = value;
        return logits;
    }

    private static WhisperModel multilingual() {
        WhisperModel english = WhisperModels.model(Fixtures.FOLDER);
        GenerationRules rules = english.generation();
        GenerationRules all = new GenerationRules(
                true,
                rules.suppressed(),
                rules.suppressedAtBegin(),
                rules.maxInitialTimestamp(),
                rules.alignmentHeads());
        return new WhisperModel(english.sizes(), english.tokenizer(), all, english.rules());
    }
}
