package io.linernotes.enrichment.asr;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a recording before it is recognised.
 *
 * @param language ISO 639-1 code; null to detect it
 */
public record RecognitionOptions(@Nullable String language) implements Serializable {}
