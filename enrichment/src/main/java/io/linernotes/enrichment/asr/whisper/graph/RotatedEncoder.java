package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.asr.model.Weights;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an encoder that works in a rotated basis, and of the keys and values that decoders make of its result. What
 * is normalised goes into the next products without the norm's weight and bias, which those products contain; what is
 * added to the stream is rotated. Calculates the same as the given weights, but for a constant added to all cross keys of a
 * window, which attention does not mind.
 */
final class RotatedEncoder implements Weights {
    private static final String LAYERS = "model.encoder.layers.";
    private static final String LAST_NORM = "model.encoder.layer_norm";

    private final Weights weights;
    private final Rotation rotation;

    RotatedEncoder(Weights weights, Rotation rotation) {
        this.weights = weights;
        this.rotation = rotation;
    }

    @Override
    public float[] read(String name, int... shape) {
        float[] values = weights.read(name, shape);
        String norm = normBefore(name);
        if (norm != null) {
            return name.endsWith(".weight") ? afterNorm(values, norm) : addBias(values, name, norm);
        }
        if (name.startsWith(LAST_NORM) || (name.startsWith(LAYERS) && name.contains("layer_norm"))) {
            Arrays.fill(values, name.endsWith(".weight") ? 1 : 0);
        } else if (name.startsWith(LAYERS)) {
            intoStream(values);
        }
        return values;
    }

    /** The norm whose result a product takes; null where it takes something else. */
    private static @Nullable String normBefore(String name) {
        String product = name.substring(0, name.lastIndexOf('.'));
        if (product.endsWith("encoder_attn.k_proj") || product.endsWith("encoder_attn.v_proj")) {
            return LAST_NORM;
        }
        if (!product.startsWith(LAYERS)) {
            return null;
        }
        if (product.endsWith(".fc1")) {
            return product.replace(".fc1", ".final_layer_norm");
        }
        return product.matches(".*self_attn\\.[qkv]_proj")
                ? product.replaceAll("self_attn\\..*", "self_attn_layer_norm")
                : null;
    }

    private float[] afterNorm(float[] matrix, String norm) {
        int width = rotation.width();
        float[] factors = weights.read(norm + ".weight", width);
        for (int row = 0; row < matrix.length; row += width) {
            for (int i = 0; i < width; i++) {
                matrix[row + i] *= factors[i];
            }
            rotation.apply(matrix, row, 1);
        }
        return matrix;
    }

    private float[] addBias(float[] bias, String name, String norm) {
        int width = rotation.width();
        float[] matrix = weights.read(name.replace(".bias", ".weight"), bias.length, width);
        float[] shift = weights.read(norm + ".bias", width);
        for (int o = 0; o < bias.length; o++) {
            double sum = bias[o];
            for (int i = 0; i < width; i++) {
                sum += (double) matrix[o * width + i] * shift[i];
            }
            bias[o] = (float) sum;
        }
        return bias;
    }

    private void intoStream(float[] values) {
        int columns = values.length / rotation.width();
        for (int column = 0; column < columns; column++) {
            rotation.apply(values, column, columns);
        }
    }
}
