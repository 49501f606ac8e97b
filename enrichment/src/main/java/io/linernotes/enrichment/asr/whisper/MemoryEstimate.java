package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
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
     * @param graphBytes size of the graphs: the library holds their constants once, in the order that its products want
     * @param cacheBytes keys and values of all rows of a call
     * @param precision with integers the encoder's attention holds all of its scores, with floats the library works them off
     */
    static NativeMemory of(WhisperDimensions sizes, long graphBytes, long cacheBytes, Precision precision) {
        long positions = sizes.audioPositions();
        long scores = precision == Precision.INT8 ? positions * sizes.encoderHeads() : 0;
        long encoding = FLOAT * positions * (6L * sizes.width() + 2L * sizes.encoderInner() + scores);
        return new NativeMemory(LIBRARY + graphBytes, cacheBytes + encoding);
    }
}
