package io.linernotes.enrichment.llm.ledger;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens an answer says it took; null where it says nothing.
 *
 * @param input cached ones included
 * @param cachedInput of these, read from the provider's cache
 */
public record TokenCounts(
        @Nullable Long input,
        @Nullable Long cachedInput,
        @Nullable Long output) implements Serializable {
    /** The answer says nothing. */
    public static final TokenCounts UNKNOWN = new TokenCounts(null, null, null);
}
