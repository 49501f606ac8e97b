package io.linernotes.evaluation.cost;

import io.linernotes.enrichment.notes.LlmCall;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A call to a language model and what the run wrote down as its price.
 *
 * @param recording SHA-256 of the recording that it was made for
 * @param money null when tokens or price were not known
 */
public record PricedCall(
        String recording, LlmCall call, @Nullable Money money) implements Serializable {}
