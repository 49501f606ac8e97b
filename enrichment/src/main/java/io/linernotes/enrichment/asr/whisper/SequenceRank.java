package io.linernotes.enrichment.asr.whisper;

import org.jspecify.annotations.Nullable;

/**
 * How texts of different length compare: {@code MaximumLikelihoodRanker} of openai/whisper.
 *
 * @param lengthPenalty exponent of Google's penalty, 0 to 1; null for the plain mean over the tokens
 */
record SequenceRank(@Nullable Double lengthPenalty) {
    /** Higher is better. */
    double of(Hypothesis hypothesis) {
        int length = hypothesis.tokens().size();
        double penalty = lengthPenalty == null ? length : Math.pow((5 + length) / 6.0, lengthPenalty);
        return hypothesis.sumLogProbability() / penalty;
    }
}
