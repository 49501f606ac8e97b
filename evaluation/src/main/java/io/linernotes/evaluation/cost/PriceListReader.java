package io.linernotes.evaluation.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a price list, strictly: a misspelt key would be a wrong bill. */
final class PriceListReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PriceListReader() {}

    static PriceList read(String name, byte[] json) {
        FileForm form;
        try {
            form = JSON.readValue(json, FileForm.class);
        } catch (IOException e) {
            throw invalid(name, "it is not JSON with the fields date, currency and models", e);
        }
        if (form.date == null || form.currency == null || form.models == null || form.models.contains(null)) {
            throw invalid(name, "date, currency or models is missing", null);
        }
        Set<String> names = new HashSet<>();
        List<ModelPrice> models =
                form.models.stream().map(model -> model.checked(name, names)).toList();
        if (!form.currency.matches("[A-Z]{3}")) {
            throw invalid(name, "the currency is not a code of three capitals", null);
        }
        try {
            return PriceList.of(LocalDate.parse(form.date), form.currency, models);
        } catch (DateTimeException e) {
            throw invalid(name, "the date is not of the form 2026-11-01", e);
        }
    }

    private static EnrichmentException invalid(String name, String reason, @Nullable Throwable cause) {
        return new EnrichmentException(
                ErrorCode.CONFIG_INVALID, "The price list %s is invalid: %s.".formatted(name, reason), cause);
    }

    private record FileForm(
            @Nullable String date,
            @Nullable String currency,
            @Nullable List<ModelForm> models) {}

    private record ModelForm(
            @Nullable String model,
            @JsonProperty("input_per_million") @Nullable BigDecimal input,

            @JsonProperty("cached_input_per_million") @Nullable
            BigDecimal cachedInput,

            @JsonProperty("cache_write_per_million") @Nullable
            BigDecimal cacheWrite,

            @JsonProperty("output_per_million") @Nullable BigDecimal output,
            @JsonProperty("batch_share") @Nullable BigDecimal batchShare,
            @Nullable String source) {

        ModelPrice checked(String file, Set<String> names) {
            if (model == null || input == null || output == null || source == null) {
                throw invalid(file, "a model lacks model, input_per_million, output_per_million or source", null);
            }
            if (!names.add(model)) {
                throw invalid(file, "the model %s is there twice".formatted(model), null);
            }
            if (negative(input) || negative(cachedInput) || negative(cacheWrite) || negative(output)) {
                throw invalid(file, "a price of %s is below 0".formatted(model), null);
            }
            if (batchShare != null && (batchShare.signum() <= 0 || batchShare.compareTo(BigDecimal.ONE) > 0)) {
                throw invalid(file, "the batch share of %s is not above 0 and at most 1".formatted(model), null);
            }
            return new ModelPrice(model, input, cachedInput, cacheWrite, output, batchShare, source);
        }

        private static boolean negative(@Nullable BigDecimal price) {
            return price != null && price.signum() < 0;
        }
    }
}
