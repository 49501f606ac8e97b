package io.linernotes.enrichment.audio;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How much of a recording is speech, and how much of that the windows hold.
 *
 * @param speechMs milliseconds that the voice detector calls speech
 * @param coveredMs of these, milliseconds inside a window
 * @param windows number of windows
 * @param languageProbability how sure it is which language is spoken, 0 to 1; null when nobody listened for it
 */
public record SpeechSummary(
        long speechMs,
        long coveredMs,
        int windows,
        @Nullable Double languageProbability) implements Serializable {
    /** The same, with what was heard of the language. */
    public SpeechSummary withLanguageProbability(double probability) {
        return new SpeechSummary(speechMs, coveredMs, windows, probability);
    }

    /** Covered share of speech, 1 when there is none. */
    public double coverage() {
        return speechMs == 0 ? 1 : (double) coveredMs / speechMs;
    }
}
