package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes and rules that the embedded English model cannot show, on random weights. */
class MultilingualTest {
    private static final RandomModel MODEL = new RandomModel(80, 99);
    private static final Ticker TICKER = Ticker.systemTicker();

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @ParameterizedTest
    @CsvSource({"80, 99", "128, 100"})
    void decodesEveryGenerationOfVocabularies(int melBins, int languages) {
        try (RandomModel random = new RandomModel(melBins, languages)) {
            SpecialTokens special = random.model.tokenizer().special();
            assertThat(special.languages()).hasSize(languages);
            assertThat(special.firstTimestamp()).isEqualTo(special.noSpeech() + 2);

            List<Decoded> decoded = random.decode(3, null, SearchOptions.GREEDY, TICKER);

            assertThat(decoded).hasSize(3).allSatisfy(window -> {
                assertThat(special.languages()).containsKey(window.language());
                assertThat(window.languageProbability()).isBetween(1.0 / languages, 0.5);
                assertThat(window.tokens().get(0)).isBetween(special.firstTimestamp(), special.firstTimestamp() + 50);
            });
        }
    }

    @Test
    void stopsTryingWhenTheAttemptsTogetherAreLong() {
        Decoded decoded = MODEL.decode(1, "de", SearchOptions.GREEDY, TICKER).get(0);

        assertThat(decoded.needsFallback()).isTrue();
        assertThat(decoded.tokens()).hasSize(224);
        // 0, 0.2 and 0.4: three texts of 224 tokens.
        assertThat(decoded.quality().temperature()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void stopsTryingWhenAWindowTakesMinutes() {
        Ticker slow = new Ticker() {
            private long now;

            @Override
            public long read() {
                return now += TimeUnit.MINUTES.toNanos(6);
            }
        };

        Decoded decoded = MODEL.decode(1, "de", SearchOptions.GREEDY, slow).get(0);

        assertThat(decoded.quality().temperature()).isZero();
    }

    @Test
    void givesUpItsBeamsForAHigherTemperature() {
        SearchOptions beams = new SearchOptions(3, 1, new SequenceRank(null), 2);

        List<Decoded> together = MODEL.decode(5, "fr", beams, TICKER);

        assertThat(together)
                .extracting(decoded -> decoded.quality().temperature())
                .allMatch(t -> t > 0);
        assertThat(MODEL.decode(1, "fr", beams, TICKER).get(0)).isEqualTo(together.get(0));
    }
}
