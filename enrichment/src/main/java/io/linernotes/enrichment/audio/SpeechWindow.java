package io.linernotes.enrichment.audio;

import java.io.Serializable;

/**
 * A stretch of at most 30 s that holds speech, the unit of recognition.
 *
 * @param index 0-based position in the recording
 * @param startSample position of the first sample on the source clock, at 16 kHz
 * @param pcm signed 16-bit mono samples at 16 kHz, 1 to 480,000; owned by the window, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Half a million samples; identity is the index, equality is never asked for.
public record SpeechWindow(int index, long startSample, short[] pcm) implements Serializable {
    /** Longest window: what Whisper hears at once. */
    public static final int MAX_SAMPLES = 30 * AudioStream.SAMPLE_RATE;

    public SpeechWindow {
        if (index < 0 || startSample < 0 || pcm.length < 1 || pcm.length > MAX_SAMPLES) {
            throw new IllegalArgumentException("Invalid window: index = %s, startSample = %s, samples = %s"
                    .formatted(index, startSample, pcm.length));
        }
    }
}
