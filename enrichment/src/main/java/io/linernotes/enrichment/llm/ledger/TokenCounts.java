package io.linernotes.enrichment.llm.ledger;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens an answer says it took; null where it says nothing.
 *
 * @param input all of them
 * @param cachedInput of these, read from the provider's cache
 * @param cacheWrite of these, written to the provider's cache, where that is billed
 */
public record TokenCounts(
        @Nullable Long input,
        @Nullable Long cachedInput,
        @Nullable Long cacheWrite,
        @Nullable Long output) implements Serializable {
    /** The answer says nothing. */
    public static final TokenCounts UNKNOWN = new TokenCounts(null, null, null, null);
}
