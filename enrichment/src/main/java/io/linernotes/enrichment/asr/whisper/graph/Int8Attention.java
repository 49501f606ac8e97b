package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention of all positions of a window to all, with products of bytes: one scale for the queries, one per head and channel of
 * keys and values, one per row of the attention. Works on a block of rows at a time, whose scores stay in the processor's
 * caches.
 */
final class Int8Attention {
    /** The library reorders keys and values for every block: fewer rows cost more of that, more rows leave the caches. */
    private static final int BLOCK = 150;

    private static final int QUERY_ZERO = 128;
    private static final int QUERY_STEPS = 127;
    private static final float ATTENTION_STEPS = 255;
    /** Keeps queries that are all zero from being divided by zero. */
    private static final float TINY = 1e-20f;

    private static final Attribute LAST_AXIS = new Attribute("axes", new long[] {-1});

    private final OnnxGraph graph;
    private final int heads;
    private final int positions;
    private final float steps;
    private final String one;

    /**
     * @param positions rows, a multiple of the block
     * @param largest magnitude of a key or value
     */
    Int8Attention(OnnxGraph graph, int heads, int positions, int largest) {
        this.graph = graph;
        this.heads = heads;
        this.positions = positions;
        this.steps = largest;
        this.one = graph.scalar(1);
    }

    /**
     * Adds the attention.
     *
     * @param query float {@code [1, heads, positions, headWidth]}, scaled
     * @param key float {@code [1, heads, headWidth, positions]}
     * @param value float {@code [1, heads, positions, headWidth]}
     * @return float, shaped as the values
     */
    String mixture(String query, String key, String value) {
        ChannelScale keys = ChannelScale.ofKeys(graph, key, steps);
        ChannelScale values = ChannelScale.ofValues(graph, value, steps);
        String queries = graph.add("Mul", List.of(query, keys.forQueries(graph)));
        String scale = queryScale(queries);
        String zero = graph.tensor(Element.UINT8, new byte[] {(byte) QUERY_ZERO});
        String integers = graph.add("QuantizeLinear", List.of(queries, scale, zero));
        List<String> blocks = new ArrayList<>();
        for (int from = 0; from < positions; from += BLOCK) {
            String rows =
                    graph.add("Slice", List.of(integers, graph.longs(from), graph.longs(from + BLOCK), graph.longs(2)));
            String scores = graph.addFused("MatMulIntegerToFloat", List.of(rows, keys.integers(), scale, one, zero));
            String attention = graph.add("Softmax", List.of(scores), new Attribute("axis", -1));
            blocks.add(mixtureOf(attention, values));
        }
        return graph.add("Mul", List.of(graph.add("Concat", blocks, new Attribute("axis", 2)), values.scale()));
    }

    /** One for all queries of a window: scales per row would cost another pass over all scores. */
    private String queryScale(String queries) {
        String largest =
                graph.add("ReduceMax", List.of(graph.add("Abs", List.of(queries))), new Attribute("keepdims", 0));
        String safe = graph.add("Max", List.of(largest, graph.scalar(TINY)));
        return graph.add("Mul", List.of(safe, graph.scalar(1f / QUERY_STEPS)));
    }

    private String mixtureOf(String attention, ChannelScale values) {
        int rows = heads * BLOCK;
        String largest = graph.add("ReduceMax", List.of(attention), LAST_AXIS);
        String scale = graph.add("Mul", List.of(largest, graph.scalar(1 / ATTENTION_STEPS)));
        String flat = graph.add("Reshape", List.of(attention, graph.longs(rows, positions)));
        String scales = graph.add("Reshape", List.of(scale, graph.longs(rows)));
        String zeros = graph.tensor(Element.UINT8, new byte[rows], rows);
        String integers = graph.add("QuantizeLinear", List.of(flat, scales, zeros), new Attribute("axis", 0));
        String split = graph.add("Reshape", List.of(integers, graph.longs(1, heads, BLOCK, positions)));
        String raw = graph.addFused("MatMulIntegerToFloat", List.of(split, values.integers(), one, one));
        return graph.add("Mul", List.of(raw, scale));
    }
}
