package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model's JSON files say of it.
 *
 * @param sizes dimensions
 * @param languages ISO 639-1 codes (some have three letters) of the languages that it knows
 * @param warning a sentence that every run with this model must show; null when there is none
 */
public record WhisperDescription(
        WhisperDimensions sizes,
        List<String> languages,
        @Nullable String warning) {
    public WhisperDescription {
        languages = List.copyOf(languages);
    }

    /** Width, encoder and decoder layers, such as {@code 512 x 6+6}. */
    public String dims() {
        return "%d x %d+%d".formatted(sizes.width(), sizes.encoderLayers(), sizes.decoderLayers());
    }
}
