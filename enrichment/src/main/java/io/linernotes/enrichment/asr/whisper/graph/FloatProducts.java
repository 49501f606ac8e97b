package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import java.util.List;

/** Products in 32-bit floating point. */
final class FloatProducts implements Products {
    private final OnnxGraph graph;

    FloatProducts(OnnxGraph graph) {
        this.graph = graph;
    }

    @Override
    public String product(String x, float[] weight, int in, int out) {
        float[] transposed = new float[weight.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                transposed[i * out + o] = weight[o * in + i];
            }
        }
        return graph.add("MatMul", List.of(x, graph.floats(transposed, in, out)));
    }

    @Override
    public String gelu(String x, String bias) {
        return graph.addFused("BiasGelu", List.of(x, bias));
    }

    @Override
    public String productOfGelu(String x, float[] weight, int in, int out) {
        return product(x, weight, in, out);
    }

    @Override
    public String lookUp(String indices, float[] table, int rows, int width) {
        return graph.add("Gather", List.of(graph.floats(table, rows, width), indices));
    }
}
