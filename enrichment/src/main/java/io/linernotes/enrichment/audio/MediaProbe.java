package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.failure.EnrichmentException;

/** Decodes a recording from start to end to learn what it is, keeping nothing but the report. */
public final class MediaProbe {
    private static final int CHUNK = AudioStream.SAMPLE_RATE;

    private final AudioDecoder decoder;

    public MediaProbe(AudioDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Reads the whole recording.
     *
     * @return the complete report; its findings say what was wrong but could be lived with
     * @throws EnrichmentException when the recording cannot be used
     */
    public MediaReport probe(MediaSource source) {
        float[] chunk = new float[CHUNK];
        try (AudioStream stream = decoder.open(source)) {
            int read = stream.read(chunk);
            while (read >= 0) {
                read = stream.read(chunk);
            }
            return stream.report();
        }
    }
}
