package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.asr.DetectedLanguage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

            List<Decoded> decoded = random.decode(3, DecodingRequest.ANY, SearchOptions.GREEDY, TICKER);

            assertThat(decoded).hasSize(3).allSatisfy(window -> {
                assertThat(special.languages()).containsKey(window.language());
                assertThat(window.languageProbability()).isBetween(1.0 / languages, 0.5);
                assertThat(window.tokens().get(0)).isBetween(special.firstTimestamp(), special.firstTimestamp() + 50);
            });
        }
    }

    @Test
    void stopsTryingWhenTheAttemptsTogetherAreLong() {
        AtomicInteger looks = new AtomicInteger();
        Ticker counting = new Ticker() {
            @Override
            public long read() {
                return looks.incrementAndGet();
            }
        };

        Decoded decoded =
                MODEL.decode(1, in("de"), SearchOptions.GREEDY, counting).get(0);

        assertThat(decoded.needsFallback()).isTrue();
        assertThat(decoded.tokens()).hasSize(224);
        // Before each of three texts of 224 tokens.
        assertThat(looks).hasValue(3);
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

        Decoded decoded = MODEL.decode(1, in("de"), SearchOptions.GREEDY, slow).get(0);

        assertThat(decoded.quality().temperature()).isZero();
    }

    @Test
    void givesUpItsBeamsForAHigherTemperature() {
        SearchOptions beams = new SearchOptions(3, 1, new SequenceRank(null), 2);

        List<Decoded> together = MODEL.decode(5, in("fr"), beams, TICKER);

        assertThat(together).allMatch(Decoded::needsFallback);
        assertThat(MODEL.decode(1, in("fr"), beams, TICKER).get(0)).isEqualTo(together.get(0));
    }

    @Test
    void listensToEveryLanguageItKnows() {
        List<Map<String, Double>> languages =
                MODEL.decoder(SearchOptions.GREEDY, TICKER).languages(MODEL::mel, 3);

        assertThat(languages).hasSize(3).allSatisfy(window -> {
            assertThat(window).hasSize(99);
            assertThat(window.values().stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(1, within(1e-6));
        });
        // As the decoder itself hears it.
        Decoded decoded = MODEL.decode(1, DecodingRequest.ANY, SearchOptions.GREEDY, TICKER)
                .get(0);
        assertThat(LanguageVote.likeliest(languages.get(0)))
                .isEqualTo(new DetectedLanguage(decoded.language(), decoded.languageProbability()));
    }

    @Test
    void takesAsManyTokensOfPreviousTextAsThereArePlaces() {
        List<Integer> previous =
                IntStream.range(0, 223).map(i -> 'a' + i % 26).boxed().toList();
        DecodingRequest request = new DecodingRequest("de", 0.9, false, ImmutableList.copyOf(previous));

        Decoded decoded = MODEL.decode(1, request, SearchOptions.GREEDY, TICKER).get(0);

        assertThat(decoded.languageProbability()).isEqualTo(0.9);
        assertThat(decoded.tokens()).isNotEmpty();
    }

    private static DecodingRequest in(String language) {
        return new DecodingRequest(language, 1, false, ImmutableList.of());
    }
}
