package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.NativeMemory;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;

/** Memory that the sessions of a model take; held against measured memory in {@code docs/performance.md}. */
final class MemoryEstimate {
    private static final int FLOAT = 4;

    /** What the library holds beside the model: plans of execution, and memory that it rounds up. Measured. */
    private static final long LIBRARY = 24 << 20;

    private MemoryEstimate() {}

    /**
     * Adds it up.
     *
     * @param plan sizes, and whether the encoder's attention holds all of its scores
     * @param graphBytes size of the graphs: the library holds their constants once, in the order that its products want
     * @param cacheBytes keys and values of all rows of a call
     */
    static NativeMemory of(GraphPlan plan, long graphBytes, long cacheBytes) {
        WhisperDimensions sizes = plan.sizes();
        long positions = sizes.audioPositions();
        // With floats the library works scores off in pieces.
        long scores = plan.arithmetic().byteAttention() ? positions * sizes.encoderHeads() : 0;
        long encoding = FLOAT * positions * (6L * sizes.width() + 2L * sizes.encoderInner() + scores);
        return new NativeMemory(LIBRARY + graphBytes, cacheBytes + encoding);
    }
}
