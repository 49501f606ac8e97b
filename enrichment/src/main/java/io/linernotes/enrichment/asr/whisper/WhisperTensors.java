package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import io.linernotes.enrichment.asr.model.StoredWeights;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of all tensors that a model of given sizes has. */
final class WhisperTensors {
    private final Map<String, ImmutableIntArray> shapes = new LinkedHashMap<>();
    private final WhisperDimensions sizes;

    private WhisperTensors(WhisperDimensions sizes) {
        this.sizes = sizes;
    }

    /** Lists them. */
    static Map<String, ImmutableIntArray> of(WhisperDimensions sizes) {
        WhisperTensors tensors = new WhisperTensors(sizes);
        tensors.addEncoder();
        tensors.addDecoder();
        return tensors.shapes;
    }

    /** Compares the weights' own headers with the sizes: nothing is read or allocated for a model that does not fit. */
    static void check(WhisperDimensions sizes, StoredWeights weights) {
        of(sizes).forEach((name, shape) -> weights.check(name, shape.toArray()));
    }

    private void addEncoder() {
        int width = sizes.width();
        add("model.encoder.conv1.weight", width, sizes.melBins(), 3);
        add("model.encoder.conv1.bias", width);
        add("model.encoder.conv2.weight", width, width, 3);
        add("model.encoder.conv2.bias", width);
        add("model.encoder.embed_positions.weight", sizes.audioPositions(), width);
        for (int i = 0; i < sizes.encoderLayers(); i++) {
            addLayer("model.encoder.layers." + i, ImmutableList.of("self_attn"), sizes.encoderInner());
        }
        addNorm("model.encoder.layer_norm");
    }

    private void addDecoder() {
        int width = sizes.width();
        add("model.decoder.embed_tokens.weight", sizes.vocabulary(), width);
        add("model.decoder.embed_positions.weight", sizes.textPositions(), width);
        for (int i = 0; i < sizes.decoderLayers(); i++) {
            addLayer("model.decoder.layers." + i, ImmutableList.of("self_attn", "encoder_attn"), sizes.decoderInner());
        }
        addNorm("model.decoder.layer_norm");
    }

    private void addLayer(String layer, ImmutableList<String> attentions, int inner) {
        int width = sizes.width();
        for (String attention : attentions) {
            String prefix = layer + "." + attention;
            addLinear(prefix + ".q_proj", width, width);
            addLinear(prefix + ".v_proj", width, width);
            addLinear(prefix + ".out_proj", width, width);
            add(prefix + ".k_proj.weight", width, width);
            addNorm(prefix + "_layer_norm");
        }
        addLinear(layer + ".fc1", width, inner);
        addLinear(layer + ".fc2", inner, width);
        addNorm(layer + ".final_layer_norm");
    }

    private void addLinear(String prefix, int in, int out) {
        add(prefix + ".weight", out, in);
        add(prefix + ".bias", out);
    }

    private void addNorm(String prefix) {
        add(prefix + ".weight", sizes.width());
        add(prefix + ".bias", sizes.width());
    }

    private void add(String name, int... shape) {
        shapes.put(name, ImmutableIntArray.copyOf(shape));
    }
}
