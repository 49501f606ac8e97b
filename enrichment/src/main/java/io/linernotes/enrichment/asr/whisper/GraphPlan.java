package io.linernotes.enrichment.asr.whisper;

import com.google.common.hash.Hashing;
import io.linernotes.enrichment.asr.model.Weights;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.DecoderGraph;
import io.linernotes.enrichment.asr.whisper.graph.EncoderGraph;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What graphs are built of besides weights.
 *
 * @param sizes of the model
 * @param alignmentHeads pairs of decoder layer and head whose attention follows the sound
 * @param arithmetic of this machine
 */
record GraphPlan(WhisperDimensions sizes, List<List<Integer>> alignmentHeads, Arithmetic arithmetic) {
    static final String ENCODER = "encoder";
    static final String DECODER = "decoder";

    private static final WhisperDimensions TINY = new WhisperDimensions(80, 128, 2, 2, 256, 2, 2, 256, 1500, 448, 64);

    GraphPlan {
        alignmentHeads = List.copyOf(alignmentHeads);
    }

    static GraphPlan of(WhisperModel model, Arithmetic arithmetic) {
        return new GraphPlan(model.sizes(), model.generation().alignmentHeads(), arithmetic);
    }

    byte[] encoder(Weights weights) {
        return EncoderGraph.of(sizes, weights, arithmetic);
    }

    byte[] decoder(Weights weights) {
        return DecoderGraph.of(sizes, weights, arithmetic, alignmentHeads);
    }

    /** Writes both graphs into an empty folder. The same weights give the same bytes. */
    void write(Weights weights, Path folder) throws IOException {
        EncoderGraph.write(sizes, weights, arithmetic, folder, ENCODER);
        DecoderGraph.write(sizes, weights, arithmetic, alignmentHeads, folder, DECODER);
    }

    /**
     * Hash of all that the graphs of a model depend on: its files, the arithmetic of this machine, and how graphs are
     * written. What the writer makes of a tiny model stands for the last, so that nobody has to remember a version number.
     *
     * @param modelHash over all files of the model, sizes and alignment heads included
     */
    String key(String modelHash) {
        GraphPlan tiny = new GraphPlan(TINY, List.of(List.of(1, 0)), arithmetic);
        return Hashing.sha256()
                .newHasher()
                .putString(modelHash + arithmetic, StandardCharsets.UTF_8)
                .putBytes(tiny.encoder(new RandomWeights()))
                .putBytes(tiny.decoder(new RandomWeights()))
                .hash()
                .toString();
    }
}
