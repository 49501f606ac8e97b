package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One window, fed with logits made by hand. */
class DecodingWindowTest {
    private static final int TEXT = 383;
    private static final WhisperModel ENGLISH = WhisperModels.model(Fixtures.FOLDER);
    private static final WhisperModel MULTILINGUAL = multilingual();
    private static final SpecialTokens SPECIAL = ENGLISH.tokenizer().special();

    @Test
    void detectsTheLanguageAndAsksForIt() {
        DecodingWindow row = new DecodingWindow(0, DecodingRequest.ANY, MULTILINGUAL, SearchOptions.GREEDY);
        int german = SPECIAL.languages().get("de");

        accept(row, logits(german, 10));
        assertThat(row.next(0)).isEqualTo(german);
        accept(row, logits(TEXT, 10));
        assertThat(row.next(0)).isEqualTo(SPECIAL.transcribe());

        Decoded result = row.result();
        assertThat(result.language()).isEqualTo("de");
        // e¹⁰ against 98 other languages at e⁰.
        assertThat(result.languageProbability()).isCloseTo(Math.exp(10) / (Math.exp(10) + 98), within(1e-6));
    }

    @Test
    void takesALanguageThatIsGivenAsCertain() {
        DecodingWindow row = new DecodingWindow(0, request("fr", false, List.of()), MULTILINGUAL, SearchOptions.GREEDY);

        accept(row, logits(SPECIAL.languages().get("de"), 10));

        assertThat(row.next(0)).isEqualTo(SPECIAL.languages().get("fr"));
        assertThat(row.result().languageProbability()).isEqualTo(1);
    }

    @Test
    void readsTheProbabilityOfNoSpeechBeforeAnyRule() {
        DecodingWindow row = new DecodingWindow(0, DecodingRequest.ANY, ENGLISH, SearchOptions.GREEDY);

        accept(row, logits(SPECIAL.noSpeech(), 20));

        assertThat(row.result().quality().noSpeechProbability()).isCloseTo(1, within(1e-3));
        assertThat(row.next(0)).isGreaterThanOrEqualTo(SPECIAL.firstTimestamp());
    }

    @Test
    void countsTheEndInTheMeanLogProbability() {
        DecodingWindow row = new DecodingWindow(0, DecodingRequest.ANY, ENGLISH, SearchOptions.GREEDY);
        accept(row, logits(SPECIAL.firstTimestamp(), 30));
        accept(row, logits(TEXT, 30));
        accept(row, logits(SPECIAL.firstTimestamp() + 50, 30));
        accept(row, logits(SPECIAL.endOfText(), 30));

        Decoded result = row.result();
        assertThat(row.finished()).isTrue();
        assertThat(result.tokens()).containsExactly(SPECIAL.firstTimestamp(), TEXT, SPECIAL.firstTimestamp() + 50);
        assertThat(result.quality().averageLogProbability()).isCloseTo(0, within(1e-6));
    }

    @Test
    void stopsAtHalfOfTheTextPositions() {
        DecodingWindow row = new DecodingWindow(0, DecodingRequest.ANY, ENGLISH, SearchOptions.GREEDY);
        accept(row, logits(SPECIAL.firstTimestamp(), 30));
        int tokens = 1;
        while (!row.finished()) {
            accept(row, logits(TEXT, 30));
            tokens++;
        }
        assertThat(tokens).isEqualTo(224);
        assertThat(row.result().needsFallback()).isTrue();
    }

    @Test
    void drawsTheSameAtTheSameTemperature() {
        assertThat(drawn(0.8)).isEqualTo(drawn(0.8));
        assertThat(drawn(0.8).tokens()).isNotEqualTo(drawn(0).tokens());
        assertThat(drawn(0.8).quality().temperature()).isEqualTo(0.8);
    }

    @Test
    void choosesTheLikeliestOfSeveralDraws() {
        DecodingWindow one = drawnToTheEnd(1);
        DecodingWindow five = drawnToTheEnd(5);

        double likeliest = five.result().quality().averageLogProbability();
        assertThat(likeliest).isGreaterThan(one.result().quality().averageLogProbability());
    }

    @Test
    void drawsAgainBehindThePrompt() {
        DecodingWindow window = new DecodingWindow(0, DecodingRequest.ANY, ENGLISH, draws(2));
        accept(window, logits(SPECIAL.firstTimestamp(), 90));
        window.restart(0.4);
        assertThat(window.position()).isZero();
        accept(window, logits(SPECIAL.firstTimestamp(), 90));
        accept(window, logits(SPECIAL.endOfText(), 90));

        assertThat(window.finished()).isFalse();
        assertThat(window.position()).isZero();
        assertThat(window.next(0)).isEqualTo(SPECIAL.startOfTranscript());
    }

    private static DecodingWindow drawnToTheEnd(int draws) {
        DecodingWindow window = new DecodingWindow(0, DecodingRequest.ANY, ENGLISH, draws(draws));
        window.restart(1);
        while (!window.finished()) {
            float[] logits = logits(TEXT, 10);
            logits[SPECIAL.firstTimestamp()] = 10;
            logits[SPECIAL.firstTimestamp() + 50] = 8;
            logits[SPECIAL.endOfText()] = 8;
            accept(window, logits);
        }
        return window;
    }

    private static SearchOptions draws(int draws) {
        return new SearchOptions(1, 1, new SequenceRank(null), draws);
    }

    private static Decoded drawn(double temperature) {
        DecodingWindow row = new DecodingWindow(0, DecodingRequest.ANY, ENGLISH, SearchOptions.GREEDY);
        row.restart(temperature);
        for (int i = 0; i < 20; i++) {
            accept(row, logits(TEXT, 2));
        }
        return row.result();
    }

    @Test
    void asksForEnglish() {
        DecodingWindow window =
                new DecodingWindow(0, request("fr", true, List.of()), MULTILINGUAL, SearchOptions.GREEDY);

        accept(window, logits(SPECIAL.languages().get("de"), 10));
        assertThat(window.next(0)).isEqualTo(SPECIAL.languages().get("fr"));
        accept(window, logits(TEXT, 10));

        assertThat(window.next(0)).isEqualTo(SPECIAL.translate());
        assertThat(window.result().language()).isEqualTo("en");
    }

    @Test
    void readsPreviousTextWhenItHasHeardThatSomebodySpeaks() {
        DecodingWindow window =
                new DecodingWindow(0, request(null, false, List.of(TEXT)), MULTILINGUAL, SearchOptions.GREEDY);
        int german = SPECIAL.languages().get("de");

        accept(window, logits(german, 10));

        for (int token :
                List.of(SPECIAL.startOfPrevious(), TEXT, SPECIAL.startOfTranscript(), german, SPECIAL.transcribe())) {
            assertThat(window.next(0)).isEqualTo(token);
            accept(window, logits(SPECIAL.firstTimestamp(), 30));
        }
        assertThat(window.position()).isEqualTo(5);
        assertThat(window.next(0)).isEqualTo(SPECIAL.firstTimestamp());
        assertThat(window.result().quality().noSpeechProbability()).isLessThan(0.01);
    }

    @Test
    void forgetsPreviousTextWhereNobodySpeaks() {
        DecodingWindow window =
                new DecodingWindow(0, request(null, false, List.of(TEXT)), ENGLISH, SearchOptions.GREEDY);

        accept(window, logits(SPECIAL.noSpeech(), 20));

        assertThat(window.next(0)).isGreaterThanOrEqualTo(SPECIAL.firstTimestamp());
    }

    @Test
    void forgetsPreviousTextWhenItTriesAgain() {
        DecodingWindow window =
                new DecodingWindow(0, request(null, false, List.of(TEXT)), ENGLISH, SearchOptions.GREEDY);
        accept(window, logits(TEXT, 10));
        assertThat(window.next(0)).isEqualTo(SPECIAL.startOfPrevious());

        window.restart(0.2);

        assertThat(window.next(0)).isEqualTo(SPECIAL.startOfTranscript());
        assertThat(window.position()).isZero();
    }

    private static DecodingRequest request(@Nullable String language, boolean translate, List<Integer> previous) {
        return new DecodingRequest(language, 1, translate, ImmutableList.copyOf(previous));
    }

    private static void accept(DecodingWindow window, float[] logits) {
        window.accept(0, logits);
        window.advance();
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
