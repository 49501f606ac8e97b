package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.linernotes.enrichment.transcript.RecognitionQuality;

/**
 * What the decoder says of one window.
 *
 * @param language code of the text
 * @param languageProbability 1 when the language was given
 * @param tokens sampled tokens with timestamps, without the end
 * @param probabilities of these tokens
 * @param frames for every text token and the end, in steps of 20 ms, when it begins; empty when word times are off
 * @param quality the figures that decide over fallback
 */
record Decoded(
        String language,
        double languageProbability,
        ImmutableList<Integer> tokens,
        ImmutableDoubleArray probabilities,
        ImmutableList<Integer> frames,
        RecognitionQuality quality) {
    static final double NO_SPEECH = 0.6;
    private static final double LOW_PROBABILITY = -1;
    private static final double REPETITIVE = 2.4;

    /** Whether nobody speaks, as {@code transcribe.py} judges: it skips such a window. */
    boolean silent() {
        return quality.noSpeechProbability() > NO_SPEECH && quality.averageLogProbability() < LOW_PROBABILITY;
    }

    /** Whether this attempt at a window is to be kept rather than another: no loop, then what the model holds likelier. */
    boolean isBetterThan(Decoded other) {
        if (needsFallback() != other.needsFallback()) {
            return other.needsFallback();
        }
        if (repetitive() != other.repetitive()) {
            return other.repetitive();
        }
        return quality.averageLogProbability() > other.quality.averageLogProbability();
    }

    private boolean repetitive() {
        return quality.compressionRatio() > REPETITIVE;
    }

    /** The same with times. */
    Decoded timed(ImmutableList<Integer> wordFrames) {
        return new Decoded(language, languageProbability, tokens, probabilities, wordFrames, quality);
    }

    /** Whether {@code transcribe.py} would decode again at a higher temperature. */
    boolean needsFallback() {
        boolean doubtful = repetitive() || quality.averageLogProbability() < LOW_PROBABILITY;
        return doubtful && !silent();
    }
}
