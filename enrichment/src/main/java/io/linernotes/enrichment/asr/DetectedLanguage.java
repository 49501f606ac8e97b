package io.linernotes.enrichment.asr;

import java.io.Serializable;

/**
 * What a model hears that is spoken.
 *
 * @param code ISO 639-1 code
 * @param probability 0 to 1, the mean over the windows that were listened to
 */
public record DetectedLanguage(String code, double probability) implements Serializable {
    private static final double CERTAIN = 0.5;

    /** Whether it is less likely than all others together. */
    public boolean isUncertain() {
        return probability < CERTAIN;
    }
}
