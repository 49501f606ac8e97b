package io.linernotes.enrichment.asr;

import io.linernotes.enrichment.transcript.Segment;
import java.io.Serializable;
import java.util.List;

/**
 * What was recognised in one window.
 *
 * @param window index of the window in its recording
 * @param language ISO 639-1 code that was used
 * @param languageProbability 0 to 1; 1 when it was given
 * @param segments on the source clock, in order; empty when nobody speaks
 */
public record WindowTranscript(int window, String language, double languageProbability, List<Segment> segments)
        implements Serializable {
    public WindowTranscript {
        segments = List.copyOf(segments);
    }
}
