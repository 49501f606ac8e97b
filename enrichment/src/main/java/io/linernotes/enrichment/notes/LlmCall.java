package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.failure.ErrorCode;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One question to a language model, whether or not its answer could be used.
 *
 * @param task the prompt's task, for example {@code chapters}
 * @param promptVersion for example {@code v1}
 * @param promptSha256 fingerprint of the prompt's files
 * @param requestSha256 over the final request body: equal requests have equal values
 * @param provider for example {@code openai}
 * @param modelAsked the model in the request
 * @param modelAnswered the model that the answer names; null when there was none
 * @param outcome {@link #OK} or the name of an {@code ErrorCode}
 * @param finishReason as answered; null when there was none
 * @param attempts HTTP requests sent; 0 when it was answered from the ledger, or not allowed
 * @param inputTokens all input tokens; null when the answer did not say
 * @param cachedInputTokens of these, read from the provider's cache; null when the answer did not say
 * @param cacheWriteTokens of these, written to the provider's cache; null when the answer did not say
 * @param outputTokens null when the answer did not say
 * @param latencyMs from the first attempt to the last answer
 * @param payment what it took from the budget
 */
public record LlmCall(
        String task,
        String promptVersion,
        String promptSha256,
        String requestSha256,
        String provider,
        String modelAsked,
        @Nullable String modelAnswered,
        String outcome,
        @Nullable String finishReason,
        int attempts,
        @Nullable Long inputTokens,
        @Nullable Long cachedInputTokens,
        @Nullable Long cacheWriteTokens,
        @Nullable Long outputTokens,
        long latencyMs,
        Payment payment)
        implements Serializable {
    /** The outcome of a call whose answer was used. */
    public static final String OK = "OK";

    /** The same call, whose answer turned out to be of no use. */
    public LlmCall failedWith(ErrorCode code) {
        return new LlmCall(
                task,
                promptVersion,
                promptSha256,
                requestSha256,
                provider,
                modelAsked,
                modelAnswered,
                code.name(),
                finishReason,
                attempts,
                inputTokens,
                cachedInputTokens,
                cacheWriteTokens,
                outputTokens,
                latencyMs,
                payment);
    }
}
