package io.linernotes.evaluation.cost;

import io.linernotes.enrichment.notes.LlmCall;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What calls to language models used and cost. Sums cover the calls whose answers said so; the others are counted.
 *
 * @param calls all calls
 * @param failed calls whose answer could not be used; they cost money all the same
 * @param unpriced calls without a price: the model is not in the list, or the answer did not say how many tokens
 * @param retries requests beyond the first of each call
 * @param inputTokens cached ones included
 * @param cachedInputTokens of these, read from the provider's cache
 * @param money of the calls that have a price
 */
public record CallCosts(
        int calls,
        int failed,
        int unpriced,
        int retries,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        Money money)
        implements Serializable {

    /** Adds up the calls. */
    public static CallCosts of(List<LlmCall> calls, PriceList prices) {
        List<Money> priced =
                calls.stream().map(prices::price).filter(Objects::nonNull).toList();
        return new CallCosts(
                calls.size(),
                (int) calls.stream()
                        .filter(call -> !call.outcome().equals("OK"))
                        .count(),
                calls.size() - priced.size(),
                calls.stream().mapToInt(call -> call.attempts() - 1).sum(),
                sum(calls, LlmCall::inputTokens),
                sum(calls, LlmCall::cachedInputTokens),
                sum(calls, LlmCall::outputTokens),
                priced.stream().reduce(Money.zero(prices.currency()), Money::plus));
    }

    /** The same for each task, in alphabetical order. */
    public static Map<String, CallCosts> byTask(List<LlmCall> calls, PriceList prices) {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        LlmCall::task,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), some -> of(some, prices))));
    }

    private static long sum(List<LlmCall> calls, Function<LlmCall, @Nullable Long> tokens) {
        return calls.stream()
                .map(tokens)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
