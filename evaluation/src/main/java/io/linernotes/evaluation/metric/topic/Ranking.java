package io.linernotes.evaluation.metric.topic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A ranking against the relevance of what it ranks. Equal scores stay in the order in which they came. Without anything
 * relevant every measure is 0. What is relevant and was not ranked at all counts where "all that are relevant" counts.
 */
public final class Ranking {
    private final double[] relevance;
    private final int missed;

    /** @param relevance 0 or more; 0 is not relevant */
    public Ranking(double[] relevance, double[] scores) {
        this(ranked(relevance, scores), 0);
    }

    private Ranking(double[] ranked, int missed) {
        this.relevance = ranked;
        this.missed = missed;
    }

    /** The same, where so many more things are relevant, each with a gain of 1. */
    public Ranking withMissed(int things) {
        return new Ranking(relevance, things);
    }

    private static double[] ranked(double[] relevance, double[] scores) {
        if (relevance.length != scores.length) {
            throw new IllegalArgumentException("Unpaired scores: %d and %d".formatted(relevance.length, scores.length));
        }
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToDouble(i -> relevance[i])
                .toArray();
    }

    /** Normalised discounted cumulative gain of the first k, with relevance as gain. */
    public double ndcg(int k) {
        return ndcg(k, gain -> gain);
    }

    /** The same with 2^relevance - 1 as gain, which favours the most relevant. */
    public double ndcgExponential(int k) {
        return ndcg(k, gain -> Math.pow(2, gain) - 1);
    }

    /** Mean of the precision at each relevant position; 0 for each that was missed. */
    public double averagePrecision() {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < relevance.length; i++) {
            if (relevance[i] > 0) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return found == 0 ? 0 : sum / (found + missed);
    }

    /** One over the position of the first that is relevant. */
    public double reciprocalRank() {
        return IntStream.range(0, relevance.length)
                .filter(i -> relevance[i] > 0)
                .mapToDouble(i -> 1.0 / (i + 1))
                .findFirst()
                .orElse(0);
    }

    /** Relevant ones among the first k, over k. */
    public double precision(int k) {
        return (double) found(k) / k;
    }

    /** Relevant ones among the first k, over all that are relevant. */
    public double recall(int k) {
        long all = found(relevance.length) + missed;
        return all == 0 ? 0 : (double) found(k) / all;
    }

    private long found(int k) {
        return Arrays.stream(relevance).limit(k).filter(value -> value > 0).count();
    }

    private double ndcg(int k, DoubleUnaryOperator gain) {
        double[] ideal = DoubleStream.concat(
                        Arrays.stream(relevance), DoubleStream.generate(() -> 1).limit(missed))
                .map(value -> -value)
                .sorted()
                .map(value -> -value)
                .toArray();
        double best = dcg(ideal, k, gain);
        return best == 0 ? 0 : dcg(relevance, k, gain) / best;
    }

    private static double dcg(double[] ranked, int k, DoubleUnaryOperator gain) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, ranked.length); i++) {
            sum += gain.applyAsDouble(ranked[i]) / (Math.log(i + 2) / Math.log(2));
        }
        return sum;
    }
}
