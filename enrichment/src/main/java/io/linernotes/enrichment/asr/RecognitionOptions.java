package io.linernotes.enrichment.asr;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a recording before it is recognised.
 *
 * @param language ISO 639-1 code; null to detect it
 * @param languageProbability 0 to 1; 1 when the language was given
 * @param prompt words to expect; null for none
 */
public record RecognitionOptions(
        @Nullable String language,
        double languageProbability,
        @Nullable String prompt) implements Serializable {
    /** Nothing is known. */
    public static final RecognitionOptions NONE = new RecognitionOptions(null, 1, null);
}
