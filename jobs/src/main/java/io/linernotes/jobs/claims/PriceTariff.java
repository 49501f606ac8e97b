package io.linernotes.jobs.claims;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.Tariff;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import io.linernotes.evaluation.cost.ModelPrice;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.cost.TokenUse;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The price list as a tariff. */
public final class PriceTariff implements Tariff {
    private final PriceList prices;

    public PriceTariff(PriceList prices) {
        this.prices = prices;
    }

    /**
     * Refuses a model whose requests nobody could count in money.
     *
     * @throws EnrichmentException {@link ErrorCode#LLM_UNKNOWN_MODEL}
     */
    public void require(String model) {
        price(model);
    }

    @Override
    public String currency() {
        return prices.currency();
    }

    @Override
    public BigDecimal worst(String model, long inputTokens, long maxOutputTokens) {
        ModelPrice price = price(model);
        BigDecimal fresh = price.of(new TokenUse(inputTokens, 0, 0, maxOutputTokens));
        return fresh.max(price.of(new TokenUse(0, 0, inputTokens, maxOutputTokens)));
    }

    @Override
    public BigDecimal batchShare(String model) {
        return prices.batchShare(model);
    }

    @Override
    public @Nullable BigDecimal cost(String asked, @Nullable String answered, TokenCounts tokens) {
        Money money = prices.price(asked, answered, tokens);
        return money == null ? null : money.amount();
    }

    private ModelPrice price(String model) {
        ModelPrice price = prices.models().get(model);
        if (price == null) {
            throw new EnrichmentException(
                    ErrorCode.LLM_UNKNOWN_MODEL,
                    "The price of model %s is not known: name a file with it in budget.prices-file.".formatted(model));
        }
        return price;
    }
}
