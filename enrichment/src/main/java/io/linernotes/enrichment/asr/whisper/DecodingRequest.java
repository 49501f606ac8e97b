package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * What a call wants of all its windows.
 *
 * @param language code; null to detect it in every window
 * @param languageProbability 0 to 1; 1 when the language was given
 * @param translate whether English is wanted instead of what is said
 * @param previous tokens of text that comes before, such as names to expect; may be empty
 */
record DecodingRequest(
        @Nullable String language, double languageProbability, boolean translate, ImmutableList<Integer> previous) {
    /** What is said, in a language to be detected. */
    static final DecodingRequest ANY = new DecodingRequest(null, 1, false, ImmutableList.of());
}
