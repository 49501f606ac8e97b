package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.asr.model.Weights;
import io.linernotes.enrichment.asr.whisper.graph.Layers.Residual;
import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * From features to all that the decoder needs of a window.
 *
 * <ul>
 *   <li>input {@code mel}: float {@code [1, melBins, 3000]}
 *   <li>output {@code hidden}: float {@code [1, 1500, width]}; in integer graphs rotated, and without the weight and bias of
 *       the last norm
 *   <li>outputs {@code cross_…}: keys and values of every decoder layer, made once here instead of for every token, in
 *       the form of {@link CrossMemory}
 * </ul>
 */
public final class EncoderGraph {
    private final OnnxGraph graph = new OnnxGraph("whisper-encoder");
    private final WhisperDimensions sizes;
    private final Arithmetic arithmetic;
    private final Rotation rotation;
    private final Layers layers;

    private EncoderGraph(WhisperDimensions sizes, Weights weights, Arithmetic arithmetic) {
        this.sizes = sizes;
        this.arithmetic = arithmetic;
        this.rotation = Rotation.of(sizes.width());
        Weights basis = arithmetic.integers() ? new RotatedEncoder(weights, rotation) : weights;
        this.layers = new Layers(graph, basis, arithmetic.products(graph));
    }

    /** Writes the graph as the bytes of an ONNX file. */
    public static byte[] of(WhisperDimensions sizes, Weights weights, Arithmetic arithmetic) {
        return new EncoderGraph(sizes, weights, arithmetic).build().toBytes();
    }

    /** Writes the graph as {@code NAME.onnx} and {@code NAME.data}. */
    public static void write(
            WhisperDimensions sizes, Weights weights, Arithmetic arithmetic, Path folder, String fileName)
            throws IOException {
        new EncoderGraph(sizes, weights, arithmetic).build().writeTo(folder, fileName);
    }

    private OnnxGraph build() {
        CrossMemory memory = arithmetic.memory(sizes);
        String mel = graph.input("mel", Element.FLOAT, 1, sizes.melBins(), 2L * sizes.audioPositions());
        String stream = stem(mel);
        String first = arithmetic.integers() ? rotated(stream) : stream;
        String hidden = blocks(first);
        graph.output(hidden, "hidden", Element.FLOAT, 1, sizes.audioPositions(), sizes.width());
        for (int i = 0; i < sizes.decoderLayers(); i++) {
            String prefix = "model.decoder.layers." + i + ".encoder_attn";
            String key = layers.product(hidden, prefix + ".k_proj", sizes.width(), sizes.width());
            String value = layers.linear(hidden, prefix + ".v_proj", sizes.width(), sizes.width(), 1);
            memory.store(
                    graph,
                    layers.heads(key, sizes.decoderHeads(), sizes.headWidth(), true),
                    layers.heads(value, sizes.decoderHeads(), sizes.headWidth(), false),
                    i);
        }
        return graph;
    }

    private String stem(String mel) {
        String first = convolution("model.encoder.conv1", mel, sizes.melBins(), sizes.width(), 1);
        String second = convolution("model.encoder.conv2", first, sizes.width(), sizes.width(), 2);
        String sequence = graph.add("Transpose", List.of(second), new Attribute("perm", new long[] {0, 2, 1}));
        String positions = layers.floats("model.encoder.embed_positions.weight", sizes.audioPositions(), sizes.width());
        return graph.add("Add", List.of(sequence, positions));
    }

    private String rotated(String x) {
        int block = rotation.block();
        String blocks = graph.add("Reshape", List.of(x, graph.longs(0, 0, -1, block)));
        String mixed = graph.add("MatMul", List.of(blocks, graph.floats(rotation.matrix(), block, block)));
        return graph.add("Reshape", List.of(mixed, graph.longs(0, 0, rotation.width())));
    }

    private String convolution(String prefix, String x, int in, int out, int stride) {
        String y = graph.add(
                "Conv",
                List.of(x, layers.floats(prefix + ".weight", out, in, 3), layers.floats(prefix + ".bias", out)),
                new Attribute("kernel_shape", new long[] {3}),
                new Attribute("pads", new long[] {1, 1}),
                new Attribute("strides", new long[] {stride}));
        return graph.addFused("Gelu", List.of(y));
    }

    private String blocks(String x) {
        int width = sizes.width();
        int tokens = sizes.audioPositions();
        Residual state = new Residual(layers.normaliseMany(x, layer(0) + ".self_attn_layer_norm", tokens, width), x);
        for (int i = 0; i < sizes.encoderLayers(); i++) {
            String attention = layer(i) + ".self_attn";
            String mixed = arithmetic.byteAttention()
                    ? byteAttention(state.normalised(), attention)
                    : attention(state.normalised(), attention);
            state = layers.addAndNormaliseMany(
                    layers.product(mixed, attention + ".out_proj", width, width),
                    state.sum(),
                    attention + ".out_proj.bias",
                    layer(i) + ".final_layer_norm",
                    tokens,
                    width);
            boolean last = i == sizes.encoderLayers() - 1;
            state = layers.addAndNormaliseMany(
                    layers.feedForward(state.normalised(), layer(i), width, sizes.encoderInner()),
                    state.sum(),
                    layer(i) + ".fc2.bias",
                    last ? "model.encoder.layer_norm" : layer(i + 1) + ".self_attn_layer_norm",
                    tokens,
                    width);
        }
        return state.normalised();
    }

    private String attention(String x, String prefix) {
        int width = sizes.width();
        return graph.addFused(
                "MultiHeadAttention",
                List.of(
                        layers.product(x, prefix + ".q_proj", width, width),
                        layers.product(x, prefix + ".k_proj", width, width),
                        layers.product(x, prefix + ".v_proj", width, width),
                        layers.attentionBias(prefix, width)),
                new Attribute("num_heads", sizes.encoderHeads()));
    }

    private String byteAttention(String x, String prefix) {
        int width = sizes.width();
        int heads = sizes.encoderHeads();
        int headWidth = width / heads;
        float scale = (float) (1 / Math.sqrt(headWidth));
        String mixed = new Int8Attention(graph, heads, sizes.audioPositions(), arithmetic.largest())
                .mixture(
                        layers.heads(
                                layers.linear(x, prefix + ".q_proj", width, width, scale), heads, headWidth, false),
                        layers.heads(layers.product(x, prefix + ".k_proj", width, width), heads, headWidth, true),
                        layers.heads(layers.linear(x, prefix + ".v_proj", width, width, 1), heads, headWidth, false));
        return layers.joined(mixed, width);
    }

    private static String layer(int i) {
        return "model.encoder.layers." + i;
    }
}
