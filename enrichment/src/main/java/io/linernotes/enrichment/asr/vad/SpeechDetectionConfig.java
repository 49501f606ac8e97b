package io.linernotes.enrichment.asr.vad;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How speech is found before it is recognised.
 *
 * @param sileroModel path of {@code silero_vad.onnx}, at the same place on every machine; null for the built-in detector
 */
public record SpeechDetectionConfig(@Nullable String sileroModel) implements Serializable {
    /** The built-in detector. */
    public static final SpeechDetectionConfig DEFAULTS = new SpeechDetectionConfig(null);

    public SpeechDetectionConfig {
        if (sileroModel != null && sileroModel.isBlank()) {
            throw new IllegalArgumentException("sileroModel must not be blank");
        }
    }
}
