package io.linernotes.evaluation.cost;

import io.linernotes.enrichment.notes.LlmCall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What many calls used and cost. Sums cover the calls that told; how many did not is counted beside them.
 *
 * @param calls all calls
 * @param failed calls whose answer could not be used
 * @param repeated calls whose request had been sent before, word for word
 * @param retries requests beyond the first of each call
 * @param untold calls whose answer did not say how many tokens it used
 * @param unpriced calls without a price
 * @param freshInput input tokens that have nothing to do with the provider's cache
 * @param cachedInput input tokens read from it
 * @param cacheWrite input tokens written to it; null when no answer told
 * @param output tokens of the answers
 * @param money of the priced calls; null when none has a price and there are calls
 * @param wasted of it, for calls that failed or repeated another one
 */
public record CallSum(
        int calls,
        int failed,
        int repeated,
        int retries,
        int untold,
        int unpriced,
        long freshInput,
        long cachedInput,
        @Nullable Long cacheWrite,
        long output,
        @Nullable Money money,
        @Nullable Money wasted)
        implements Serializable {
    private static final String CURRENCY = "USD";

    /** Adds up calls, all priced in one currency. */
    public static CallSum of(List<PricedCall> calls) {
        Set<String> seen = new HashSet<>();
        List<PricedCall> lost = new ArrayList<>();
        int repeated = 0;
        for (PricedCall call : calls) {
            boolean again = !seen.add(call.call().requestSha256());
            repeated += again ? 1 : 0;
            if (again || isFailed(call)) {
                lost.add(call);
            }
        }
        return new CallSum(
                calls.size(),
                (int) calls.stream().filter(CallSum::isFailed).count(),
                repeated,
                calls.stream().mapToInt(call -> call.call().attempts() - 1).sum(),
                (int) calls.stream()
                        .filter(call ->
                                call.call().inputTokens() == null || call.call().outputTokens() == null)
                        .count(),
                (int) calls.stream().filter(call -> call.money() == null).count(),
                tokens(calls, LlmCall::inputTokens)
                        - tokens(calls, LlmCall::cachedInputTokens)
                        - tokens(calls, LlmCall::cacheWriteTokens),
                tokens(calls, LlmCall::cachedInputTokens),
                calls.stream().allMatch(call -> call.call().cacheWriteTokens() == null)
                        ? null
                        : tokens(calls, LlmCall::cacheWriteTokens),
                tokens(calls, LlmCall::outputTokens),
                money(calls),
                money(lost));
    }

    /** The same for each key, in alphabetical order. */
    public static Map<String, CallSum> by(Function<PricedCall, String> key, List<PricedCall> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        key, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), CallSum::of)));
    }

    /** All tokens of the calls that told. */
    public long tokens() {
        return freshInput + cachedInput + (cacheWrite == null ? 0 : cacheWrite) + output;
    }

    private static boolean isFailed(PricedCall call) {
        return !call.call().outcome().equals(LlmCall.OK);
    }

    private static @Nullable Money money(List<PricedCall> calls) {
        List<Money> priced =
                calls.stream().map(PricedCall::money).filter(Objects::nonNull).toList();
        if (priced.isEmpty()) {
            return calls.isEmpty() ? Money.zero(CURRENCY) : null;
        }
        return priced.stream().reduce(Money::plus).orElseThrow();
    }

    private static long tokens(List<PricedCall> calls, Function<LlmCall, @Nullable Long> part) {
        return calls.stream()
                .map(PricedCall::call)
                .map(part)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
