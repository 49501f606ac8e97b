package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products of unsigned eight-bit activations and signed eight-bit weights (one scale per output, zero point 0), the
 * combination for which processors have an instruction. Scales of activations are found at run time, one for each row, so that
 * a row's result does not depend on its neighbours.
 */
final class Int8Products implements Products {
    private final OnnxGraph graph;
    private final int largest;
    /** Activations that several products share are quantised once. */
    private final Map<String, RowScale> quantised = new HashMap<>();

    /** @param largest magnitude of a weight */
    Int8Products(OnnxGraph graph, int largest) {
        this.graph = graph;
        this.largest = largest;
    }

    @Override
    public String product(String x, float[] weight, int in, int out) {
        return product(quantised.computeIfAbsent(x, name -> RowScale.symmetric(graph, name)), weight, in, out);
    }

    /** By the hyperbolic tangent: off by less than 0.0005, and bytes are coarser. */
    @Override
    public String gelu(String x, String bias) {
        return graph.addFused("FastGelu", List.of(x, bias));
    }

    @Override
    public String productOfGelu(String x, float[] weight, int in, int out) {
        return product(RowScale.gelu(graph, x), weight, in, out);
    }

    private String product(RowScale activation, float[] weight, int in, int out) {
        float[] scales = new float[out];
        byte[] transposed = new byte[weight.length];
        for (int o = 0; o < out; o++) {
            scales[o] = scale(weight, o * in, in);
            for (int i = 0; i < in; i++) {
                transposed[i * out + o] = rounded(weight[o * in + i], scales[o]);
            }
        }
        String result = graph.addFused(
                "MatMulIntegerToFloat",
                List.of(
                        activation.integers(),
                        graph.tensor(Element.INT8, transposed, in, out),
                        graph.scalar(1),
                        graph.floats(scales, out),
                        activation.zero()));
        return graph.add("Mul", List.of(result, activation.scale()));
    }

    @Override
    public String lookUp(String indices, float[] table, int rows, int width) {
        float[] scales = new float[rows];
        byte[] integers = new byte[table.length];
        for (int row = 0; row < rows; row++) {
            scales[row] = scale(table, row * width, width);
            for (int i = 0; i < width; i++) {
                integers[row * width + i] = rounded(table[row * width + i], scales[row]);
            }
        }
        String found = graph.add("Gather", List.of(graph.tensor(Element.INT8, integers, rows, width), indices));
        String values = graph.add("Cast", List.of(found), new Attribute("to", Element.FLOAT.number()));
        return graph.add("Mul", List.of(values, graph.add("Gather", List.of(graph.floats(scales, rows, 1), indices))));
    }

    private float scale(float[] values, int from, int count) {
        float maximum = 0;
        for (int i = from; i < from + count; i++) {
            maximum = Math.max(maximum, Math.abs(values[i]));
        }
        return maximum == 0 ? 1 : maximum / largest;
    }

    private byte rounded(float value, float scale) {
        return (byte) Math.max(-largest, Math.min(largest, Math.round(value / scale)));
    }
}
