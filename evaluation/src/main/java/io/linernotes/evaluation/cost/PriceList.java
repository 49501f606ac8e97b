package io.linernotes.evaluation.cost;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prices of models on a day.
 *
 * @param date the day they were written down
 * @param currency ISO 4217 code of all of them
 * @param models by name
 */
public record PriceList(LocalDate date, String currency, Map<String, ModelPrice> models) implements Serializable {
    private static final String CURRENT = "/prices/2026-11-01.json";

    public PriceList {
        models = Map.copyOf(models);
    }

    static PriceList of(LocalDate date, String currency, List<ModelPrice> models) {
        return new PriceList(
                date, currency, models.stream().collect(Collectors.toMap(ModelPrice::model, Function.identity())));
    }

    /** The list that comes with this version. */
    public static PriceList bundled() {
        try (InputStream resource = PriceList.class.getResourceAsStream(CURRENT)) {
            if (resource == null) {
                throw new IllegalStateException("The jar lacks its resource " + CURRENT);
            }
            return PriceListReader.read(CURRENT, resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A list of one's own in the same format.
     *
     * @throws EnrichmentException {@code CONFIG_INVALID} when it is none, {@code STORAGE_UNREADABLE} when it cannot be
     *     read
     */
    public static PriceList read(Path file) {
        try {
            return PriceListReader.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNREADABLE, "Cannot read the price list %s.".formatted(file), e);
        }
    }

    /**
     * What a call cost: what the ledger says, if one was kept. Cached tokens for which there is no price of their own, or of which the answer says nothing, are
     * priced as input, so that the figure is never too low.
     *
     * @return null when neither the model that answered nor the one that was asked is in the list, or when the answer
     *     said nothing sensible about its tokens
     */
    public @Nullable Money price(LlmCall call) {
        Payment payment = call.payment();
        if (payment.ledgerKey() != null) {
            boolean unknown = payment.settled().signum() == 0 && payment.held().signum() > 0;
            return unknown ? null : new Money(payment.settled(), currency);
        }
        return price(
                call.modelAsked(),
                call.modelAnswered(),
                new TokenCounts(
                        call.inputTokens(), call.cachedInputTokens(), call.cacheWriteTokens(), call.outputTokens()));
    }

    /** What a request costs in a batch, as a share of its price: 1 where no such price is published. */
    public BigDecimal batchShare(String model) {
        ModelPrice price = models.get(model);
        return price == null || price.batchShare() == null ? BigDecimal.ONE : price.batchShare();
    }

    /** What an answer cost, by the same rules. */
    public @Nullable Money price(String asked, @Nullable String answered, TokenCounts tokens) {
        ModelPrice price = answered == null ? null : models.get(answered);
        if (price == null) {
            price = models.get(asked);
        }
        TokenUse use = use(tokens);
        return price == null || use == null ? null : new Money(price.of(use), currency);
    }

    private static @Nullable TokenUse use(TokenCounts tokens) {
        Long input = tokens.input();
        Long output = tokens.output();
        if (input == null || output == null) {
            return null;
        }
        long read = Objects.requireNonNullElse(tokens.cachedInput(), 0L);
        long written = Objects.requireNonNullElse(tokens.cacheWrite(), 0L);
        long fresh = input - read - written;
        boolean sensible = fresh >= 0 && read >= 0 && written >= 0 && output >= 0;
        return sensible ? new TokenUse(fresh, read, written, output) : null;
    }
}
