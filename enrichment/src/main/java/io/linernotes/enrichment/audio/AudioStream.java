package io.linernotes.enrichment.audio;

/**
 * Decoded audio, read once from start to end: mono, 16 kHz, float32 in about [-1, 1]. Position 0 is the first sample
 * that the recording presents; holes in its timestamps are filled with silence, so that positions stay true.
 */
public interface AudioStream extends AutoCloseable {
    /** Samples per second of everything that leaves a stream. */
    int SAMPLE_RATE = 16_000;

    /**
     * Reads the next samples.
     *
     * @param buffer filled from index 0; the caller keeps ownership
     * @return the number of samples written, at least 1, or -1 at the end
     */
    int read(float[] buffer);

    /** What the recording declares and what was found; complete once {@link #read} has returned -1. */
    MediaReport report();

    /** Frees the native decoder; later calls do nothing. */
    @Override
    void close();
}
