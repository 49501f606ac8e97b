package io.linernotes.enrichment.asr.whisper.graph;

import com.google.common.primitives.Floats;
import io.linernotes.enrichment.asr.model.Weights;
import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import java.util.Arrays;
import java.util.List;

/** The parts that encoder and decoder are made of, read from the weights and added to a graph. */
final class Layers {
    private static final Attribute EPSILON = new Attribute("epsilon", 1e-5f);

    private final OnnxGraph graph;
    private final Weights weights;
    private final Products products;

    Layers(OnnxGraph graph, Weights weights, Products products) {
        this.graph = graph;
        this.weights = weights;
        this.products = products;
    }

    /**
     * What stands after a residual connection.
     *
     * @param normalised layer norm of the sum
     * @param sum the stream that the next connection adds to
     */
    record Residual(String normalised, String sum) {}

    /** {@code x · Wᵀ} without the bias, {@code [.., in]} to {@code [.., out]}. */
    String product(String x, String prefix, int in, int out) {
        return products.product(x, weights.read(prefix + ".weight", out, in), in, out);
    }

    /** {@code (x · Wᵀ + b) · factor}, {@code [.., in]} to {@code [.., out]}. */
    String linear(String x, String prefix, int in, int out, float factor) {
        float[] weight = scaled(weights.read(prefix + ".weight", out, in), factor);
        float[] bias = scaled(weights.read(prefix + ".bias", out), factor);
        return graph.add("Add", List.of(products.product(x, weight, in, out), graph.floats(bias, out)));
    }

    /** Query, key and value of self-attention one after the other, {@code [.., width]} to {@code [.., 3 · width]}. */
    String queryKeyValue(String x, String prefix, int width) {
        float[] weight = Floats.concat(
                weights.read(prefix + ".q_proj.weight", width, width),
                weights.read(prefix + ".k_proj.weight", width, width),
                weights.read(prefix + ".v_proj.weight", width, width));
        return graph.add("Add", List.of(products.product(x, weight, width, 3 * width), attentionBias(prefix, width)));
    }

    /** The logits of all tokens: the product with the embedding. */
    String vocabulary(String x, String embedding, int width, int tokens) {
        return products.product(x, weights.read(embedding, tokens, width), width, tokens);
    }

    /** Rows of an embedding table. */
    String lookUp(String indices, String table, int rows, int width) {
        return products.lookUp(indices, weights.read(table, rows, width), rows, width);
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    /** The biases of query, key and value one after the other; Whisper's keys have none. */
    String attentionBias(String prefix, int width) {
        float[] bias = new float[3 * width];
        System.arraycopy(weights.read(prefix + ".q_proj.bias", width), 0, bias, 0, width);
        System.arraycopy(weights.read(prefix + ".v_proj.bias", width), 0, bias, 2 * width, width);
        return graph.floats(bias, 3L * width);
    }

    String normalise(String x, String prefix, int width) {
        return graph.add(
                "LayerNormalization",
                List.of(x, floats(prefix + ".weight", width), floats(prefix + ".bias", width)),
                EPSILON);
    }

    /**
     * Adds the result of a layer (and the bias that its last product left out) to the stream, then normalises. One operator:
     * for a few tokens at a time.
     */
    Residual addAndNormalise(String x, String stream, String bias, String norm, int width) {
        String normalised = graph.next("normalised");
        String sum = graph.next("sum");
        graph.addFused(
                "SkipLayerNormalization",
                List.of(x, stream, floats(norm + ".weight", width), floats(norm + ".bias", width), floats(bias, width)),
                List.of(normalised, "", "", sum),
                EPSILON);
        return new Residual(normalised, sum);
    }

    /** The same for many tokens. */
    Residual addAndNormaliseMany(String x, String stream, String bias, String norm, int tokens, int width) {
        String sum = graph.add("Add", List.of(graph.add("Add", List.of(x, floats(bias, width))), stream));
        return new Residual(normaliseMany(sum, norm, tokens, width), sum);
    }

    /**
     * Normalises {@code [1, tokens, width]}. An instance is a token: the library's InstanceNormalization uses the processor's
     * vectors, its LayerNormalization does not.
     */
    String normaliseMany(String x, String prefix, int tokens, int width) {
        String unit = graph.add("InstanceNormalization", List.of(x, constant(1, tokens), constant(0, tokens)), EPSILON);
        float[] weight = weights.read(prefix + ".weight", width);
        float[] bias = weights.read(prefix + ".bias", width);
        if (allAre(1, weight) && allAre(0, bias)) {
            return unit;
        }
        String scaled = graph.add("Mul", List.of(unit, graph.floats(weight, width)));
        return graph.add("Add", List.of(scaled, graph.floats(bias, width)));
    }

    private String constant(float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return graph.floats(values, count);
    }

    private static boolean allAre(float expected, float[] values) {
        for (float value : values) {
            if (value != expected) {
                return false;
            }
        }
        return true;
    }

    /** The two products around the activation; the bias of the second is left to {@link #addAndNormalise}. */
    String feedForward(String x, String prefix, int width, int inner) {
        String raised = product(x, prefix + ".fc1", width, inner);
        String active = products.gelu(raised, floats(prefix + ".fc1.bias", inner));
        return products.productOfGelu(active, weights.read(prefix + ".fc2.weight", width, inner), inner, width);
    }

    /** {@code [batch, length, width]} to {@code [batch, heads, length, width / heads]}, or with the last two swapped. */
    String heads(String x, int heads, int headWidth, boolean transposed) {
        String split = graph.add("Reshape", List.of(x, graph.longs(0, -1, heads, headWidth)));
        long[] order = transposed ? new long[] {0, 2, 3, 1} : new long[] {0, 2, 1, 3};
        return graph.add("Transpose", List.of(split), new Attribute("perm", order));
    }

    /** {@code [batch, heads, length, width / heads]} to {@code [batch, length, width]}. */
    String joined(String x, int width) {
        String order = graph.add("Transpose", List.of(x), new Attribute("perm", new long[] {0, 2, 1, 3}));
        return graph.add("Reshape", List.of(order, graph.longs(0, -1, width)));
    }

    /** A tensor of the model as a constant. */
    String floats(String name, int... shape) {
        long[] dimensions = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            dimensions[i] = shape[i];
        }
        return graph.floats(weights.read(name, shape), dimensions);
    }
}
