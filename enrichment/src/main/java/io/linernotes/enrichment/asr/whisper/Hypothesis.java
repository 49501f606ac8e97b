package io.linernotes.enrichment.asr.whisper;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one row of the decoder has said so far, without the prompt and the end. */
final class Hypothesis {
    private final List<Integer> tokens;
    private final List<Double> probabilities;
    private double sumLogProbability;

    Hypothesis() {
        this(new ArrayList<>(), new ArrayList<>(), 0);
    }

    private Hypothesis(List<Integer> tokens, List<Double> probabilities, double sumLogProbability) {
        this.tokens = tokens;
        this.probabilities = probabilities;
        this.sumLogProbability = sumLogProbability;
    }

    /** Goes on with a token. */
    void add(int token, double logProbability) {
        tokens.add(token);
        probabilities.add(Math.exp(logProbability));
        sumLogProbability += logProbability;
    }

    /** Ends; the end counts in the sum, not among the tokens. */
    void end(double logProbability) {
        sumLogProbability += logProbability;
    }

    /** A hypothesis of its own that begins as this one. */
    Hypothesis copy() {
        return new Hypothesis(new ArrayList<>(tokens), new ArrayList<>(probabilities), sumLogProbability);
    }

    /** Sampled tokens with timestamps; grows. */
    List<Integer> tokens() {
        return Collections.unmodifiableList(tokens);
    }

    ImmutableDoubleArray probabilities() {
        return ImmutableDoubleArray.copyOf(probabilities);
    }

    double sumLogProbability() {
        return sumLogProbability;
    }

    /** Mean over the tokens and the end. */
    double averageLogProbability() {
        return sumLogProbability / (tokens.size() + 1);
    }
}
