package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.failure.EnrichmentException;

/** Turns the bytes of a recording into samples. Implementations may be used by several threads at once. */
public interface AudioDecoder {
    /**
     * Opens a recording for streaming.
     *
     * @return the stream; the caller closes it
     * @throws EnrichmentException with a {@code MEDIA_…} code when the bytes hold no audio that may be decoded
     */
    AudioStream open(MediaSource source);
}
