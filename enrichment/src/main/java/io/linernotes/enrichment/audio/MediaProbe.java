package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.failure.EnrichmentException;
import org.jspecify.annotations.Nullable;

/** Decodes a recording from start to end to learn what it is, keeping nothing but the report. */
public final class MediaProbe {
    private static final int CHUNK = AudioStream.SAMPLE_RATE;

    private final AudioDecoder decoder;

    /** Hears how far a recording has been read, several times a second at least. */
    @FunctionalInterface
    public interface Progress {
        /** @param declaredMs duration that the container states; null when it states none */
        void decoded(long ms, @Nullable Long declaredMs);
    }

    public MediaProbe(AudioDecoder decoder) {
        this.decoder = decoder;
    }

    /** Reads the whole recording while nobody waits for it. */
    public MediaReport probe(MediaSource source) {
        return probe(source, (ms, declaredMs) -> {});
    }

    /**
     * Reads the whole recording.
     *
     * @return the complete report; its findings say what was wrong but could be lived with
     * @throws EnrichmentException when the recording cannot be used
     */
    public MediaReport probe(MediaSource source, Progress progress) {
        float[] chunk = new float[CHUNK];
        try (AudioStream stream = decoder.open(source)) {
            Long declaredMs = stream.report().declaredMs();
            long samples = 0;
            int read = stream.read(chunk);
            while (read >= 0) {
                samples += read;
                progress.decoded(samples * 1000 / AudioStream.SAMPLE_RATE, declaredMs);
                read = stream.read(chunk);
            }
            return stream.report();
        }
    }
}
