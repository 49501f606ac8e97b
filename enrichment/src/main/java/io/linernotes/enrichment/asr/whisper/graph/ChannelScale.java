package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.List;

/**
 * Keys or values as signed bytes with one scale for every head and channel.
 *
 * @param integers int8, shaped as the keys or values
 * @param scale float, {@code [1, heads, width, 1]} for keys, {@code [1, heads, 1, width]} for values: value ≈ integer · scale
 */
record ChannelScale(String integers, String scale) {
    private static final Attribute SWAP_LAST = new Attribute("perm", new long[] {0, 1, 3, 2});
    /** Keeps a channel of zeros from being divided by zero. */
    private static final float TINY = 1e-20f;

    /**
     * Finds the scales of keys.
     *
     * @param key float {@code [1, heads, width, positions]}
     * @param steps largest magnitude of a byte
     */
    static ChannelScale ofKeys(OnnxGraph graph, String key, float steps) {
        return of(graph, key, graph.add("Unsqueeze", List.of(largest(graph, key), graph.longs(3))), steps);
    }

    /** The same for values, float {@code [1, heads, positions, width]}. */
    static ChannelScale ofValues(OnnxGraph graph, String value, float steps) {
        String channels = graph.add("Transpose", List.of(value), SWAP_LAST);
        return of(graph, value, graph.add("Unsqueeze", List.of(largest(graph, channels), graph.longs(2))), steps);
    }

    /**
     * The largest magnitude of every channel, whose positions lie in a row here. Without the second shape the library's
     * optimizer would look for it before the transposition, in long steps through memory.
     */
    private static String largest(OnnxGraph graph, String channels) {
        String magnitudes = graph.add("Abs", List.of(channels));
        return graph.add(
                "ReduceMax",
                List.of(graph.add("Reshape", List.of(magnitudes, graph.longs(0, 0, 0, 2, -1)))),
                new Attribute("axes", new long[] {3, 4}),
                new Attribute("keepdims", 0));
    }

    private static ChannelScale of(OnnxGraph graph, String x, String largest, float steps) {
        String safe = graph.add("Max", List.of(largest, graph.scalar(TINY)));
        String scale = graph.add("Mul", List.of(safe, graph.scalar(1 / steps)));
        String zero = graph.tensor(Element.INT8, new byte[] {0});
        String integers =
                graph.add("QuantizeLinear", List.of(graph.add("Div", List.of(x, scale)), graph.scalar(1), zero));
        return new ChannelScale(integers, scale);
    }

    /** The scale of keys as a factor of queries, {@code [1, heads, 1, width]}. */
    String forQueries(OnnxGraph graph) {
        return graph.add("Transpose", List.of(scale), SWAP_LAST);
    }
}
