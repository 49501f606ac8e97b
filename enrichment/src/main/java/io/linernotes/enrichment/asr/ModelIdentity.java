package io.linernotes.enrichment.asr;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which model answered.
 *
 * @param name for example {@code whisper-nano.en}
 * @param sha256 over all files of the model folder, 64 hex digits
 * @param warning a sentence that every run with this model must show; null when there is none
 */
public record ModelIdentity(
        String name, String sha256, @Nullable String warning) implements Serializable {}
