package io.linernotes.evaluation.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
    private static final PriceList PRICES = PriceList.bundled();

    @TempDir
    Path folder;

    @Test
    void pricesInputCachedInputAndOutputApart() {
        Money price = PRICES.price(call("gpt-5-mini", null, 1_000_000L, 400_000L, 100_000L));

        // 0.6 M at 0.25, 0.4 M at 0.025, 0.1 M at 2.
        assertThat(price).isNotNull();
        assertThat(price.amount()).isEqualByComparingTo("0.36");
        assertThat(price.currency()).isEqualTo("USD");
    }

    @Test
    void pricesWhatWasWrittenToTheCacheApart() {
        LlmCall call = call("claude-haiku-4-5-20251001", null, 1_000_000L, 400_000L, 200_000L, 100_000L);

        // 0.4 M at 1, 0.4 M at 0.10, 0.2 M at 1.25, 0.1 M at 5.
        assertThat(amount(call)).isEqualByComparingTo("1.19");
        CallSum sum = CallSum.of(List.of(new PricedCall("r", call, null)));
        assertThat(sum.freshInput()).isEqualTo(400_000);
        assertThat(sum.cacheWrite()).isEqualTo(200_000);
        assertThat(sum.tokens()).isEqualTo(1_100_000);
    }

    @Test
    void theModelThatAnsweredGoesBeforeTheOneAsked() {
        assertThat(amount(call("gpt-5-mini", "gpt-5-nano", 1_000_000L, null, 0L)))
                .isEqualByComparingTo("0.05");
        assertThat(amount(call("gpt-5-mini", "gpt-5-mini-2026-01-01", 1_000_000L, null, 0L)))
                .isEqualByComparingTo("0.25");
    }

    @Test
    void cachedTokensWithoutAPriceOfTheirOwnCostAsInput() {
        assertThat(amount(call("gpt-4o-mini", null, 1_000_000L, 1_000_000L, 0L)))
                .isEqualByComparingTo("0.15");
    }

    @Test
    void aBatchCostsItsShareWhereOneIsPublished() {
        assertThat(PRICES.batchShare("gpt-5-mini")).isEqualByComparingTo("0.5");
        assertThat(PRICES.batchShare("llama")).isEqualByComparingTo("1");
    }

    @Test
    void whatIsNotKnownHasNoPrice() {
        assertThat(PRICES.price(call("llama", null, 10L, 0L, 10L))).isNull();
        assertThat(PRICES.price(call("gpt-5-mini", null, null, null, 10L))).isNull();
        assertThat(PRICES.price(call("gpt-5-mini", null, 10L, null, null))).isNull();
        assertThat(PRICES.price(call("gpt-5-mini", null, 10L, 11L, 5L))).isNull();
        assertThat(PRICES.price(call("gpt-5-mini", null, 10L, 6L, 5L, 5L))).isNull();
    }

    @Test
    void unpricedCallsAreCountedAndNotAddedAsZero() {
        List<LlmCall> calls = List.of(
                call("gpt-5-mini", null, 1_000_000L, 0L, 0L),
                call("gpt-5-mini", null, null, null, null),
                call("llama", null, 7L, null, 3L));

        CallCosts costs = CallCosts.of(calls, PRICES);

        assertThat(costs.calls()).isEqualTo(3);
        assertThat(costs.unpriced()).isEqualTo(2);
        assertThat(costs.inputTokens()).isEqualTo(1_000_007);
        assertThat(costs.money().amount()).isEqualByComparingTo("0.25");
        assertThat(costs.money().perHourOf(1_800_000).amount()).isEqualByComparingTo("0.5");
        assertThat(CallCosts.byTask(calls, PRICES)).isEqualTo(Map.of("chapters", costs));
    }

    @Test
    void aListOfOnesOwnReplacesTheBundledOne() throws IOException {
        PriceList own = read(
                "{'date': '2026-12-24', 'currency': 'EUR', 'models': [{'model': 'llama', 'input_per_million': 1, 'output_per_million': 2, 'source': 'contract'}]}");

        Money price = own.price(call("llama", null, 500_000L, null, 250_000L));

        assertThat(price).isEqualTo(new Money(new BigDecimal("1.000000"), "EUR"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {}                                                     | date, currency or models is missing
                    {'date': 'x', 'currency': 'EUR', 'models': []}         | the date is not of the form 2026-11-01
                    {'date': '2026-12-24', 'currency': 'e', 'models': []}  | the currency is not a code of three capitals
                    {'date': '2026-12-24', 'model': []}                    | it is not JSON with the fields date, currency and models
                    {'date': '2026-12-24', 'currency': 'EUR', 'models': [{'model': 'm'}]} | a model lacks model, input_per_million, output_per_million or source
                    {'date': '2026-12-24', 'currency': 'EUR', 'models': [{'model': 'm', 'input_per_million': -1, 'output_per_million': 1, 'source': 's'}]} | a price of m is below 0
                    {'date': '2026-12-24', 'currency': 'EUR', 'models': [{'model': 'm', 'input_per_million': 1, 'output_per_million': 1, 'batch_share': 1.5, 'source': 's'}]} | the batch share of m is not above 0 and at most 1
                    """)
    void aMistakeInTheListIsAnError(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("The price list %s is invalid: %s.", folder.resolve("prices.json"), reason);
    }

    @Test
    void currenciesDoNotMix() {
        assertThatThrownBy(() -> Money.zero("EUR").plus(Money.zero("USD"))).hasMessage("Cannot add USD to EUR");
    }

    private PriceList read(String json) throws IOException {
        return PriceList.read(Files.writeString(folder.resolve("prices.json"), json.replace('\'', '"')));
    }

    private static BigDecimal amount(LlmCall call) {
        Money price = PRICES.price(call);
        assertThat(price).isNotNull();
        return price.amount();
    }

    private static LlmCall call(
            String asked,
            @Nullable String answered,
            @Nullable Long input,
            @Nullable Long cached,
            @Nullable Long output) {
        return call(asked, answered, input, cached, null, output);
    }

    private static LlmCall call(
            String asked,
            @Nullable String answered,
            @Nullable Long input,
            @Nullable Long cached,
            @Nullable Long written,
            @Nullable Long output) {
        return new LlmCall(
                "chapters",
                "v1",
                "p",
                "r",
                "openai",
                asked,
                answered,
                "OK",
                "stop",
                1,
                input,
                cached,
                written,
                output,
                900,
                Payment.NONE);
    }
}
