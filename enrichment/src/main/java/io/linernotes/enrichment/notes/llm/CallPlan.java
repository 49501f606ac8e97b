package io.linernotes.enrichment.notes.llm;

import java.io.Serializable;
import java.util.Collection;

/**
 * What the notes of an episode will take if every first answer can be used; at worst twice as many requests.
 *
 * @param calls requests
 * @param inputTokens of all requests, before any discount for a cached beginning
 * @param usualOutputTokens of all answers
 * @param maxOutputTokens that the answers may have together
 */
public record CallPlan(int calls, long inputTokens, long usualOutputTokens, long maxOutputTokens)
        implements Serializable {
    /** Nothing to ask. */
    public static final CallPlan NONE = new CallPlan(0, 0, 0, 0);

    /** All of them together. */
    public static CallPlan sum(Collection<CallPlan> plans) {
        return plans.stream().reduce(NONE, CallPlan::plus);
    }

    public CallPlan plus(CallPlan other) {
        return new CallPlan(
                calls + other.calls,
                inputTokens + other.inputTokens,
                usualOutputTokens + other.usualOutputTokens,
                maxOutputTokens + other.maxOutputTokens);
    }
}
