package io.linernotes.enrichment.asr.whisper.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;

/**
 * Sizes of a Whisper model, as {@code config.json} names them.
 *
 * @param melBins 80 or 128
 * @param width of the hidden states, the same in encoder and decoder
 * @param encoderLayers layers of the encoder
 * @param encoderHeads attention heads of the encoder, 64 wide in every published model
 * @param encoderInner width inside the encoder's feed-forward layers
 * @param decoderLayers layers of the decoder
 * @param decoderHeads attention heads of the decoder
 * @param decoderInner width inside the decoder's feed-forward layers
 * @param audioPositions positions that the encoder gives for 30 s
 * @param textPositions longest token sequence
 * @param vocabulary number of token ids
 */
public record WhisperDimensions(
        int melBins,
        int width,
        int encoderLayers,
        int encoderHeads,
        int encoderInner,
        int decoderLayers,
        int decoderHeads,
        int decoderInner,
        int audioPositions,
        int textPositions,
        int vocabulary) {
    /** Far more than any published model has; what a file claims beyond it is not even tried. */
    private static final int LARGEST = 1 << 20;

    private static final int MOST_LAYERS = 256;

    /** Reads them from the content of {@code config.json}. */
    public static WhisperDimensions of(JsonNode config) {
        WhisperDimensions dimensions = new WhisperDimensions(
                size(config, "num_mel_bins", LARGEST),
                size(config, "d_model", LARGEST),
                size(config, "encoder_layers", MOST_LAYERS),
                size(config, "encoder_attention_heads", MOST_LAYERS),
                size(config, "encoder_ffn_dim", LARGEST),
                size(config, "decoder_layers", MOST_LAYERS),
                size(config, "decoder_attention_heads", MOST_LAYERS),
                size(config, "decoder_ffn_dim", LARGEST),
                size(config, "max_source_positions", LARGEST),
                size(config, "max_target_positions", LARGEST),
                size(config, "vocab_size", LARGEST));
        String activation = config.path("activation_function").asText("gelu");
        boolean divisible =
                dimensions.width % dimensions.encoderHeads == 0 && dimensions.width % dimensions.decoderHeads == 0;
        if (!divisible || !activation.equals("gelu") || dimensions.audioPositions != 1500) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The file config.json does not describe a Whisper model.");
        }
        return dimensions;
    }

    /** Width of one decoder head. */
    public int headWidth() {
        return width / decoderHeads;
    }

    private static int size(JsonNode config, String name, int most) {
        JsonNode node = config.path(name);
        int value = node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : 0;
        if (value < 1 || value > most) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The file config.json has no usable " + name + ".");
        }
        return value;
    }
}
