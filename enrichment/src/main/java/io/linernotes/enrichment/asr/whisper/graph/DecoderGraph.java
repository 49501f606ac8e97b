package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.asr.model.Weights;
import io.linernotes.enrichment.asr.whisper.graph.Layers.Residual;
import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The next tokens of independent rows, each at its own position.
 *
 * <ul>
 *   <li>inputs {@code tokens}, {@code positions}: int64 {@code [rows, length]}; more than one token per row only from
 *       position 0
 *   <li>input {@code lengths}: int32 {@code [rows]}, tokens of the row before the last one of this call
 *   <li>input {@code total}: int32 {@code [1]}, the largest of {@code lengths} plus 1
 *   <li>input {@code wanted}: int64 {@code [n]}, which of the rows × length positions get logits
 *   <li>inputs {@code past_key_i}, {@code past_value_i}: float {@code [rows, heads, places, headWidth]}; outputs
 *       {@code present_key_i}, {@code present_value_i}, to be bound to the same memory so that nothing is copied
 *   <li>inputs {@code cross_…}: what {@link EncoderGraph} gives, one window a row
 *   <li>output {@code logits}: float {@code [n, vocabulary]}
 *   <li>output {@code alignment}: float {@code [rows, alignmentHeads, length, 1500]}, cross-attention scores before the
 *       soft-max
 * </ul>
 */
public final class DecoderGraph {
    private static final String EMBEDDING = "model.decoder.embed_tokens.weight";
    private static final String POSITIONS = "model.decoder.embed_positions.weight";

    private final OnnxGraph graph = new OnnxGraph("whisper-decoder");
    private final WhisperDimensions sizes;
    private final Layers layers;
    private final CrossMemory memory;
    private final List<List<Integer>> alignmentHeads;
    private final List<String> alignment = new ArrayList<>();

    private DecoderGraph(
            WhisperDimensions sizes, Weights weights, Arithmetic arithmetic, List<List<Integer>> alignmentHeads) {
        this.sizes = sizes;
        this.memory = arithmetic.memory(sizes);
        this.layers = new Layers(graph, weights, arithmetic.products(graph));
        this.alignmentHeads = alignmentHeads;
    }

    /**
     * Writes the graph as the bytes of an ONNX file.
     *
     * @param alignmentHeads pairs of layer and head whose attention follows the sound; not empty
     */
    public static byte[] of(
            WhisperDimensions sizes, Weights weights, Arithmetic arithmetic, List<List<Integer>> alignmentHeads) {
        return new DecoderGraph(sizes, weights, arithmetic, alignmentHeads)
                .build()
                .toBytes();
    }

    /** Writes the graph as {@code NAME.onnx} and {@code NAME.data}. */
    public static void write(
            WhisperDimensions sizes,
            Weights weights,
            Arithmetic arithmetic,
            List<List<Integer>> alignmentHeads,
            Path folder,
            String fileName)
            throws IOException {
        new DecoderGraph(sizes, weights, arithmetic, alignmentHeads).build().writeTo(folder, fileName);
    }

    private OnnxGraph build() {
        graph.input("tokens", Element.INT64, -1, -1);
        graph.input("positions", Element.INT64, -1, -1);
        graph.input("lengths", Element.INT32, -1);
        graph.input("total", Element.INT32, 1);
        graph.input("wanted", Element.INT64, -1);
        int width = sizes.width();
        String stream = graph.add(
                "Add",
                List.of(
                        layers.lookUp("tokens", EMBEDDING, sizes.vocabulary(), width),
                        graph.add(
                                "Gather",
                                List.of(layers.floats(POSITIONS, sizes.textPositions(), width), "positions"))));
        Residual state = new Residual(layers.normalise(stream, layer(0) + ".self_attn_layer_norm", width), stream);
        for (int i = 0; i < sizes.decoderLayers(); i++) {
            state = block(state, i);
        }
        addLogits(state.normalised());
        String scores = graph.add("Concat", alignment, new Attribute("axis", 1));
        graph.output(scores, "alignment", Element.FLOAT, -1, alignmentHeads.size(), -1, sizes.audioPositions());
        return graph;
    }

    private Residual block(Residual before, int i) {
        int width = sizes.width();
        Residual heard = layers.addAndNormalise(
                selfAttention(before.normalised(), i),
                before.sum(),
                layer(i) + ".self_attn.out_proj.bias",
                layer(i) + ".encoder_attn_layer_norm",
                width);
        Residual seen = layers.addAndNormalise(
                crossAttention(heard.normalised(), i),
                heard.sum(),
                layer(i) + ".encoder_attn.out_proj.bias",
                layer(i) + ".final_layer_norm",
                width);
        boolean last = i == sizes.decoderLayers() - 1;
        return layers.addAndNormalise(
                layers.feedForward(seen.normalised(), layer(i), width, sizes.decoderInner()),
                seen.sum(),
                layer(i) + ".fc2.bias",
                last ? "model.decoder.layer_norm" : layer(i + 1) + ".self_attn_layer_norm",
                width);
    }

    private String selfAttention(String x, int i) {
        String prefix = layer(i) + ".self_attn";
        int width = sizes.width();
        long[] cache = {-1, sizes.decoderHeads(), -1, sizes.headWidth()};
        String mixed = graph.next("self");
        graph.addFused(
                "GroupQueryAttention",
                List.of(
                        layers.queryKeyValue(x, prefix, width),
                        "",
                        "",
                        graph.input("past_key_" + i, Element.FLOAT, cache),
                        graph.input("past_value_" + i, Element.FLOAT, cache),
                        "lengths",
                        "total"),
                List.of(mixed, "present_key_" + i, "present_value_" + i),
                new Attribute("num_heads", sizes.decoderHeads()),
                new Attribute("kv_num_heads", sizes.decoderHeads()));
        graph.declareOutput("present_key_" + i, Element.FLOAT, cache);
        graph.declareOutput("present_value_" + i, Element.FLOAT, cache);
        return layers.product(mixed, prefix + ".out_proj", width, width);
    }

    /** Plain products: the fused operator repacks the keys on every call when a row asks for one token. */
    private String crossAttention(String x, int i) {
        String prefix = layer(i) + ".encoder_attn";
        int width = sizes.width();
        int heads = sizes.decoderHeads();
        int headWidth = sizes.headWidth();
        float scale = (float) (1 / Math.sqrt(headWidth));
        String query = layers.heads(layers.linear(x, prefix + ".q_proj", width, width, scale), heads, headWidth, false);
        String scores = memory.scores(graph, query, i);
        addAlignment(scores, i);
        String attention = graph.add("Softmax", List.of(scores), new Attribute("axis", -1));
        String mixed = memory.mixture(graph, attention, i);
        return layers.product(layers.joined(mixed, width), prefix + ".out_proj", width, width);
    }

    private void addAlignment(String scores, int layer) {
        long[] heads = alignmentHeads.stream()
                .filter(pair -> pair.get(0) == layer)
                .mapToLong(pair -> pair.get(1))
                .toArray();
        if (heads.length > 0) {
            alignment.add(graph.add("Gather", List.of(scores, graph.longs(heads)), new Attribute("axis", 1)));
        }
    }

    private void addLogits(String hidden) {
        String rows = graph.add("Reshape", List.of(hidden, graph.longs(-1, sizes.width())));
        String wanted = graph.add("Gather", List.of(rows, "wanted"));
        String logits = layers.vocabulary(wanted, EMBEDDING, sizes.width(), sizes.vocabulary());
        graph.output(logits, "logits", Element.FLOAT, -1, sizes.vocabulary());
    }

    private static String layer(int i) {
        return "model.decoder.layers." + i;
    }
}
