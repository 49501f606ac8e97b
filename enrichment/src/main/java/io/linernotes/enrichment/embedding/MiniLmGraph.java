package io.linernotes.enrichment.embedding;

import io.linernotes.enrichment.onnx.OnnxConstants;
import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph for all-MiniLM-L6-v2, written from the constants of its published quantised export. There each activation is
 * quantised with a scale that is found in every run; here the scales are fixed, so that a token's vector depends on its
 * text alone and not on the texts that share a run. Decision 0021.
 *
 * <ul>
 *   <li>input {@code ids}: int64 {@code [texts, tokens]}, without padding
 *   <li>output {@code hidden}: float {@code [texts, tokens, 384]}
 * </ul>
 */
final class MiniLmGraph {
    static final int WIDTH = 384;
    /** Most tokens in a text, its first and last one included. */
    static final int LONGEST = 512;

    private static final int INNER = 1536;
    private static final int HEADS = 12;
    private static final Attribute EPSILON = new Attribute("epsilon", 1e-12f);

    /**
     * Per layer, lowest and highest value of what goes into its products: the input, the mixed values, the input of the
     * feed-forward part and its inner values, after GELU. Over 245 texts: podcasts, meetings, novels, four languages.
     */
    private static final float[][] RANGES = {
        {-2.76f, 6.33f, -3.25f, 2.50f, -6.68f, 28.47f, -0.17f, 25.04f},
        {-5.02f, 8.13f, -2.67f, 3.09f, -8.35f, 30.31f, -0.17f, 20.41f},
        {-5.19f, 7.99f, -2.74f, 2.88f, -14.33f, 27.71f, -0.17f, 17.56f},
        {-5.17f, 9.66f, -2.67f, 2.74f, -16.01f, 28.85f, -0.17f, 13.73f},
        {-6.12f, 10.52f, -3.53f, 4.09f, -14.30f, 21.62f, -0.17f, 6.94f},
        {-6.24f, 9.87f, -3.54f, 3.77f, -12.40f, 13.50f, -0.17f, 6.26f},
    };

    private final OnnxGraph graph = new OnnxGraph("all-MiniLM-L6-v2");
    private final OnnxConstants constants;
    /** Names of the products' weights in the order of computation, six in each layer. */
    private final List<String> products;

    private final Map<String, Quantised> quantised = new HashMap<>();
    private final String ids = graph.input("ids", Element.INT64, -1, -1);
    private final String tokens = graph.add("Shape", List.of(ids), new Attribute("start", 1), new Attribute("end", 2));
    private final String ones = graph.add("Expand", List.of(graph.floats(new float[] {1}, 1), tokens));
    private final String zeros = graph.add("Expand", List.of(graph.floats(new float[] {0}, 1), tokens));

    private MiniLmGraph(OnnxConstants constants) {
        this.constants = constants;
        products = constants.names().stream()
                .filter(name -> name.startsWith("onnx::MatMul_") && name.endsWith("_quantized"))
                .map(name -> name.substring(0, name.length() - "_quantized".length()))
                .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring("onnx::MatMul_".length()))))
                .toList();
    }

    private record Quantised(String integers, String scale, String zero) {}

    /**
     * The graph as the bytes of an ONNX file.
     *
     * @param export the published model
     * @throws IOException when it is another one
     */
    static byte[] of(byte[] export) throws IOException {
        MiniLmGraph model = new MiniLmGraph(OnnxConstants.of(export));
        if (model.products.size() != 6 * RANGES.length) {
            throw new IOException("The model has %d products".formatted(model.products.size()));
        }
        String state = model.normalised(model.embedded(), "embeddings");
        for (int layer = 0; layer < RANGES.length; layer++) {
            state = model.layer(state, layer);
        }
        model.graph.output(state, "hidden", Element.FLOAT, -1, -1, WIDTH);
        return model.graph.toBytes();
    }

    /** Vectors of the words, of their positions, and of the only kind of text that there is. */
    private String embedded() throws IOException {
        String table = "embeddings.word_embeddings.weight";
        byte[] words = constants.bytes(table + "_quantized");
        String found = graph.add(
                "DequantizeLinear",
                List.of(
                        graph.add(
                                "Gather",
                                List.of(graph.tensor(Element.UINT8, words, words.length / WIDTH, WIDTH), ids)),
                        graph.floats(constants.floats(table + "_scale")),
                        graph.tensor(Element.UINT8, constants.bytes(table + "_zero_point"))));
        float[] positions = dequantised("embeddings.position_embeddings.weight");
        float[] kinds = dequantised("embeddings.token_type_embeddings.weight");
        for (int i = 0; i < positions.length; i++) {
            positions[i] += kinds[i % WIDTH];
        }
        String taken = graph.add(
                "Slice", List.of(graph.floats(positions, 1, LONGEST, WIDTH), graph.longs(0), tokens, graph.longs(1)));
        return graph.add("Add", List.of(found, taken));
    }

    private float[] dequantised(String name) throws IOException {
        int[] numbers = constants.unsigned(name + "_quantized");
        int zero = constants.unsigned(name + "_zero_point")[0];
        float scale = constants.floats(name + "_scale")[0];
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (numbers[i] - zero) * scale;
        }
        return values;
    }

    private String layer(String x, int layer) throws IOException {
        String prefix = "encoder.layer." + layer;
        String attention = prefix + ".attention.self.";
        int first = 6 * layer;
        String mixed = graph.addFused(
                "MultiHeadAttention",
                List.of(
                        product(x, first, 0, WIDTH, WIDTH, attention + "query.bias"),
                        product(x, first + 1, 0, WIDTH, WIDTH, attention + "key.bias"),
                        product(x, first + 2, 0, WIDTH, WIDTH, attention + "value.bias")),
                new Attribute("num_heads", HEADS));
        String attended = product(mixed, first + 3, 1, WIDTH, WIDTH, prefix + ".attention.output.dense.bias");
        String middle = normalised(graph.add("Add", List.of(attended, x)), prefix + ".attention.output");
        String inner = graph.addFused(
                "Gelu", List.of(product(middle, first + 4, 2, WIDTH, INNER, prefix + ".intermediate.dense.bias")));
        String fed = product(inner, first + 5, 3, INNER, WIDTH, prefix + ".output.dense.bias");
        return normalised(graph.add("Add", List.of(fed, middle)), prefix + ".output");
    }

    /**
     * Normalises each token's vector. An instance here is a token: ONNX Runtime's InstanceNormalization uses the
     * processor's vectors, and its LayerNormalization, seven times slower, does not.
     */
    private String normalised(String x, String prefix) throws IOException {
        String unit = graph.add("InstanceNormalization", List.of(x, ones, zeros), EPSILON);
        String weight = graph.floats(constants.floats(prefix + ".LayerNorm.weight"), WIDTH);
        String bias = graph.floats(constants.floats(prefix + ".LayerNorm.bias"), WIDTH);
        return graph.add("Add", List.of(graph.add("Mul", List.of(unit, weight)), bias));
    }

    /** {@code x · W + b}, {@code [.., in]} to {@code [.., out]}. */
    private String product(String x, int index, int range, int in, int out, String bias) throws IOException {
        String weight = products.get(index);
        float[] ranges = RANGES[index / 6];
        Quantised activation =
                quantised.computeIfAbsent(x, value -> quantised(value, ranges[2 * range], ranges[2 * range + 1]));
        return graph.addFused(
                "MatMulIntegerToFloat",
                List.of(
                        activation.integers,
                        graph.tensor(Element.INT8, constants.bytes(weight + "_quantized"), in, out),
                        activation.scale,
                        graph.floats(constants.floats(weight + "_scale"), out),
                        activation.zero,
                        "",
                        graph.floats(constants.floats(bias), out)));
    }

    private Quantised quantised(String x, float lowest, float highest) {
        float step = (highest - lowest) / 255;
        String scale = graph.scalar(step);
        String zero = graph.tensor(Element.UINT8, new byte[] {(byte) Math.round(-lowest / step)});
        return new Quantised(graph.add("QuantizeLinear", List.of(x, scale, zero)), scale, zero);
    }
}
