package io.linernotes.enrichment.llm;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Who answers when a model does not, or never usably.
 *
 * @param model asked first, at the same service; null for none
 * @param offline whether the offline engine writes the notes when no model does
 */
public record LlmFallback(@Nullable String model, boolean offline) implements Serializable {
    /** Nobody: the recording waits for another run. */
    public static final LlmFallback NONE = new LlmFallback(null, false);
}
