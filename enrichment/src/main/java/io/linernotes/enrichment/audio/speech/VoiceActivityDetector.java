package io.linernotes.enrichment.audio.speech;

/**
 * Decides, frame by frame, whether somebody speaks. It remembers what it heard: one detector per recording, used by one
 * thread at a time.
 */
public interface VoiceActivityDetector extends AutoCloseable {
    /** Samples per frame at 16 kHz: 160 to 800. */
    int frameSamples();

    /**
     * Hears the next frame.
     *
     * @param frame {@link #frameSamples} samples, mono, 16 kHz, in about [-1, 1]; the caller keeps ownership
     */
    boolean isSpeech(float[] frame);

    /** Frees what the detector holds; later calls do nothing. */
    @Override
    void close();
}
