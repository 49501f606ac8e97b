package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;

/**
 * How keys and values of a window are kept for the decoder: written by the encoder graph as outputs, read by the
 * decoder graph as inputs, all named {@code cross_…}, their first axis being the row.
 */
interface CrossMemory {
    /**
     * Makes the outputs of one layer.
     *
     * @param key float {@code [1, heads, headWidth, positions]}
     * @param value float {@code [1, heads, positions, headWidth]}
     */
    void store(OnnxGraph encoder, String key, String value, int layer);

    /**
     * Adds the scores of all positions.
     *
     * @param query float {@code [rows, heads, length, headWidth]}, scaled
     * @return float {@code [rows, heads, length, positions]}
     */
    String scores(OnnxGraph decoder, String query, int layer);

    /**
     * Adds the mixture of the values.
     *
     * @param attention float {@code [rows, heads, length, positions]}, 0 to 1
     * @return float {@code [rows, heads, length, headWidth]}
     */
    String mixture(OnnxGraph decoder, String attention, int layer);
}
