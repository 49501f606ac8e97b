package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.List;

/** Keys and values in 32-bit floating point. */
final class FloatCrossMemory implements CrossMemory {
    private final WhisperDimensions sizes;

    FloatCrossMemory(WhisperDimensions sizes) {
        this.sizes = sizes;
    }

    @Override
    public void store(OnnxGraph encoder, String key, String value, int layer) {
        encoder.output(key, "cross_key_" + layer, Element.FLOAT, keyShape(1));
        encoder.output(value, "cross_value_" + layer, Element.FLOAT, valueShape(1));
    }

    @Override
    public String scores(OnnxGraph decoder, String query, int layer) {
        return decoder.add("MatMul", List.of(query, decoder.input("cross_key_" + layer, Element.FLOAT, keyShape(-1))));
    }

    @Override
    public String mixture(OnnxGraph decoder, String attention, int layer) {
        return decoder.add(
                "MatMul", List.of(attention, decoder.input("cross_value_" + layer, Element.FLOAT, valueShape(-1))));
    }

    private long[] keyShape(int rows) {
        return new long[] {rows, sizes.decoderHeads(), sizes.headWidth(), sizes.audioPositions()};
    }

    private long[] valueShape(int rows) {
        return new long[] {rows, sizes.decoderHeads(), sizes.audioPositions(), sizes.headWidth()};
    }
}
