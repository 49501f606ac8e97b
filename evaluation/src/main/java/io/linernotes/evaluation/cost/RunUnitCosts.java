package io.linernotes.evaluation.cost;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run cost per unit of what it made. Calls answered from our own cache are not billed again; a batch call is
 * billed at its share of the price.
 *
 * @param audioSeconds above 0
 * @param machineSeconds machine time spent on recognition
 * @param machinePricePerHour in the currency of the price
 * @param acceptedItems recordings whose notes were accepted
 */
public record RunUnitCosts(
        ModelPrice price,
        double batchShare,
        List<BilledCall> calls,
        double audioSeconds,
        double machineSeconds,
        double machinePricePerHour,
        int acceptedItems) {
    private static final double HOUR = 3600;

    public RunUnitCosts {
        calls = List.copyOf(calls);
        if (!(audioSeconds > 0)) {
            throw new IllegalArgumentException("Invalid run: audio seconds = " + audioSeconds);
        }
    }

    public double models() {
        return calls.stream()
                .filter(call -> !call.fromOwnCache)
                .mapToDouble(call -> price.of(call.use).doubleValue() * (call.batch ? batchShare : 1))
                .sum();
    }

    public double machines() {
        return machineSeconds / HOUR * machinePricePerHour;
    }

    public double total() {
        return models() + machines();
    }

    public double audioHours() {
        return audioSeconds / HOUR;
    }

    /** Null when nothing was accepted. */
    public @Nullable Double perAcceptedItem() {
        return acceptedItems == 0 ? null : total() / acceptedItems;
    }

    /** All tokens, those from our own cache included. */
    public long tokens() {
        return calls.stream()
                .mapToLong(call -> call.use.prompt() + call.use.output())
                .sum();
    }

    public double ownCacheHitRate() {
        return rate(BilledCall::fromOwnCache);
    }

    /** Share of the tokens that went in which the provider read from its cache. */
    public double providerCacheHitRate() {
        double prompt = calls.stream().mapToLong(call -> call.use.prompt()).sum();
        double read = calls.stream().mapToLong(call -> call.use.cacheRead()).sum();
        return prompt == 0 ? 0 : read / prompt;
    }

    public double failureRate() {
        return rate(BilledCall::failed);
    }

    /** Retries per call. */
    public double retryRate() {
        return calls.isEmpty()
                ? 0
                : calls.stream().mapToInt(BilledCall::retries).average().orElse(0);
    }

    private double rate(Predicate<BilledCall> condition) {
        return calls.isEmpty() ? 0 : (double) calls.stream().filter(condition).count() / calls.size();
    }

    /** One call to a model, or to our own cache in its place. */
    public record BilledCall(TokenUse use, boolean fromOwnCache, boolean batch, boolean failed, int retries) {}
}
