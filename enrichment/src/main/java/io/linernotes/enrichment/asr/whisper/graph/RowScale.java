package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.List;

/**
 * A value as unsigned bytes with one scale for every row of its last axis.
 *
 * @param integers uint8, shaped as the value
 * @param zero the integer that stands for 0
 * @param scale float, {@code [.., 1]}: value ≈ (integer - zero) · scale
 */
record RowScale(String integers, String zero, String scale) {
    private static final Attribute LAST_AXIS = new Attribute("axes", new long[] {-1});
    /** Keeps a row of zeros from being divided by zero. */
    private static final float TINY = 1e-20f;
    /** The least value of the function, rounded down. */
    private static final float LEAST_GELU = -0.17f;

    private static final int GELU_ZERO = 16;

    /** Values of both signs: 128 stands for 0. */
    static RowScale symmetric(OnnxGraph graph, String x) {
        String largest = graph.add("ReduceMax", List.of(graph.add("Abs", List.of(x))), LAST_AXIS);
        return of(graph, x, largest, 127, 128);
    }

    /** Values of 0 and more. */
    static RowScale positive(OnnxGraph graph, String x) {
        return of(graph, x, graph.add("ReduceMax", List.of(x), LAST_AXIS), 255, 0);
    }

    /** Results of GELU, hardly negative: 16 stands for 0, and steps are never too small for the least of them. */
    static RowScale gelu(OnnxGraph graph, String x) {
        float steps = 255 - GELU_ZERO;
        String floor = graph.scalar(LEAST_GELU * -steps / GELU_ZERO);
        String largest = graph.add("ReduceMax", List.of(x), LAST_AXIS);
        return of(graph, x, graph.add("Max", List.of(largest, floor)), steps, GELU_ZERO);
    }

    private static RowScale of(OnnxGraph graph, String x, String largest, float steps, int zeroPoint) {
        String scale = graph.add(
                "Mul", List.of(graph.add("Max", List.of(largest, graph.scalar(TINY))), graph.scalar(1 / steps)));
        String zero = graph.tensor(Element.UINT8, new byte[] {(byte) zeroPoint});
        String integers =
                graph.add("QuantizeLinear", List.of(graph.add("Div", List.of(x, scale)), graph.scalar(1), zero));
        return new RowScale(integers, zero, scale);
    }
}
