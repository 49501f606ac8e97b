package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.evaluation.cost.ModelPrice;
import io.linernotes.evaluation.cost.RunUnitCosts;
import io.linernotes.evaluation.cost.TokenUse;
import io.linernotes.evaluation.statistics.Bootstrap;
import io.linernotes.evaluation.statistics.Interval;
import io.linernotes.evaluation.statistics.PairedComparison;
import io.linernotes.evaluation.statistics.Proportion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Comparisons, intervals and cost. */
final class StatisticsVectors {
    private StatisticsVectors() {}

    static Map<String, VectorSuite> suites() {
        return Map.of(
                "paired-significance", VectorSuite.perCase(StatisticsVectors::paired),
                "mcnemar", VectorSuite.perCase(StatisticsVectors::mcNemar),
                "proportion-interval", VectorSuite.perCase(StatisticsVectors::proportion),
                "wer-bootstrap", VectorSuite.perCase(StatisticsVectors::corpusRates),
                "cost", VectorSuite.perCase(StatisticsVectors::cost),
                // Measured floors for our segmenters; there is nothing to compute again.
                "baselines", file -> List.of());
    }

    private static Map<String, @Nullable Object> paired(JsonNode vector) {
        double[] a = Numbers.doubles(vector.path("a"));
        double[] b = Numbers.doubles(vector.path("b"));
        PairedComparison comparison = new PairedComparison(a, b);
        double[] means = Bootstrap.distribution(
                a.length,
                sample -> Arrays.stream(sample).mapToDouble(i -> b[i] - a[i]).sum() / a.length);
        return Numbers.map(
                "mean_a", Arrays.stream(a).average().orElseThrow(),
                "mean_b", Arrays.stream(b).average().orElseThrow(),
                "mean_difference", comparison.meanDifference(),
                "sign_flip_exact_p_two_sided", comparison.signFlip(),
                "wins", comparison.wins(),
                "losses", comparison.losses(),
                "ties", comparison.ties(),
                "sign_test_p_two_sided", comparison.signTest(),
                "bootstrap_exact_percentile_95", bounds(Bootstrap.interval(means, 0.95)),
                "bootstrap_exact_percentile_90", bounds(Bootstrap.interval(means, 0.90)),
                "paired_t_p", comparison.studentT());
    }

    private static Map<String, @Nullable Object> mcNemar(JsonNode vector) {
        int onlyA = vector.path("only_a_correct").intValue();
        int onlyB = vector.path("only_b_correct").intValue();
        return Numbers.map("exact_p_two_sided", PairedComparison.mcNemar(onlyA, onlyB));
    }

    private static Map<String, @Nullable Object> proportion(JsonNode vector) {
        Proportion proportion = new Proportion(
                vector.path("successes").intValue(), vector.path("n").intValue());
        return Numbers.map(
                "proportion", proportion.value(),
                "wilson_95", bounds(proportion.wilson()),
                "clopper_pearson_95", bounds(proportion.clopperPearson()),
                "rule_of_three_upper", proportion.ruleOfThree());
    }

    private static Map<String, @Nullable Object> corpusRates(JsonNode vector) {
        double[] a = Numbers.doubles(vector.path("errors_a"));
        double[] b = Numbers.doubles(vector.path("errors_b"));
        double[] words = Numbers.doubles(vector.path("reference_words"));
        ToDoubleFunction<int[]> delta = sample -> (sum(b, sample) - sum(a, sample)) / sum(words, sample);
        double[] deltas = Bootstrap.distribution(words.length, delta);
        double better = Arrays.stream(deltas).filter(value -> value < 0).count();
        return Numbers.map(
                "wer_a", Arrays.stream(a).sum() / Arrays.stream(words).sum(),
                "wer_b", Arrays.stream(b).sum() / Arrays.stream(words).sum(),
                "wer_a_ci95", bounds(Bootstrap.ratio(a, words)),
                "probability_of_improvement_b", better / deltas.length,
                "delta_ci95", bounds(Bootstrap.interval(deltas, 0.95)));
    }

    private static double sum(double[] values, int[] sample) {
        double sum = 0;
        for (int i : sample) {
            sum += values[i];
        }
        return sum;
    }

    private static List<Double> bounds(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static Map<String, @Nullable Object> cost(JsonNode vector) {
        RunUnitCosts costs = costs(vector);
        double hours = costs.audioHours();
        double realTimeFactor = costs.machineSeconds() / costs.audioSeconds();
        return Numbers.map(
                "llm_usd", costs.models(),
                "asr_usd", costs.machines(),
                "total_usd", costs.total(),
                "audio_hours", hours,
                "usd_per_audio_hour", costs.total() / hours,
                "llm_usd_per_audio_hour", costs.models() / hours,
                "tokens_per_audio_hour", costs.tokens() / hours,
                "rtf", realTimeFactor,
                "speed_x", 1 / realTimeFactor,
                "local_cache_hit_rate", costs.ownCacheHitRate(),
                "prompt_cache_token_hit_rate", costs.providerCacheHitRate(),
                "retry_rate", costs.retryRate(),
                "failed_call_rate", costs.failureRate(),
                "usd_per_accepted_item", costs.perAcceptedItem());
    }

    private static RunUnitCosts costs(JsonNode vector) {
        JsonNode prices = vector.path("price_per_million");
        ModelPrice price = new ModelPrice(
                "model",
                amount(prices.path("input")),
                amount(prices.path("cache_read")),
                amount(prices.path("cache_write")),
                amount(prices.path("output")),
                null,
                "vector");
        List<RunUnitCosts.BilledCall> calls = new ArrayList<>();
        for (JsonNode call : vector.path("calls")) {
            TokenUse use = new TokenUse(
                    call.path("input_tokens").longValue(),
                    call.path("cache_read_tokens").longValue(),
                    call.path("cache_write_tokens").longValue(),
                    call.path("output_tokens").longValue());
            calls.add(new RunUnitCosts.BilledCall(
                    use,
                    call.path("local_cache_hit").asBoolean(),
                    call.path("batch").asBoolean(),
                    call.path("failed").asBoolean(),
                    call.path("retries").intValue()));
        }
        return new RunUnitCosts(
                price,
                prices.path("batch_multiplier").asDouble(1),
                calls,
                vector.path("audio_seconds").doubleValue(),
                vector.path("asr_seconds_wall").doubleValue(),
                vector.path("machine_usd_per_hour").doubleValue(),
                vector.path("accepted_items").intValue());
    }

    private static BigDecimal amount(JsonNode number) {
        return new BigDecimal(number.asText("0"));
    }
}
