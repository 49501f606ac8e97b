package io.linernotes.enrichment.asr.whisper.graph;

/**
 * Which of several ways to the same result a graph of integers goes. Which one is the fastest differs between processors.
 *
 * @param attention of the encoder
 * @param keyColumns positions of the keys of the sound that lie together, a divisor of all positions. The library copies
 *     the right-hand side of every product into its own order, some processors several times as fast for a narrow block
 */
public record Kernels(Attention attention, int keyColumns) {
    /** The fastest on processors with VNNI. */
    public static final Kernels USUAL = new Kernels(Attention.BYTES, 60);

    /** What the encoder's attention multiplies. */
    public enum Attention {
        BYTES,
        FLOATS
    }
}
