package io.linernotes.enrichment.audio;

import java.io.Serializable;

/**
 * How much of a recording is speech, and how much of that the windows hold.
 *
 * @param speechMs milliseconds that the voice detector calls speech
 * @param coveredMs of these, milliseconds inside a window
 * @param windows number of windows
 */
public record SpeechSummary(long speechMs, long coveredMs, int windows) implements Serializable {
    /** Covered share of speech, 1 when there is none. */
    public double coverage() {
        return speechMs == 0 ? 1 : (double) coveredMs / speechMs;
    }
}
