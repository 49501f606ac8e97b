package io.linernotes.evaluation.metric.summary;

/**
 * Every vector with its closest counterpart, weighted: the core of BERTScore (T. Zhang et al., 2020). Values of different
 * embedding models cannot be compared.
 */
public final class GreedyMatch {
    private GreedyMatch() {}

    /**
     * Precision over the hypothesis, recall over the reference.
     *
     * @param reference vectors, [n][dimensions], of any length above 0
     * @param referenceWeights for example inverse document frequencies, [n]
     */
    public static PrecisionRecall of(
            double[][] reference, double[] referenceWeights, double[][] hypothesis, double[] hypothesisWeights) {
        return new PrecisionRecall(
                weightedBest(hypothesis, hypothesisWeights, reference),
                weightedBest(reference, referenceWeights, hypothesis));
    }

    /** A score on a scale on which unrelated texts score about 0. */
    public static double rescaled(double score, double baseline) {
        return (score - baseline) / (1 - baseline);
    }

    private static double weightedBest(double[][] vectors, double[] weights, double[][] others) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < vectors.length; i++) {
            double best = -1;
            for (double[] other : others) {
                best = Math.max(best, cosine(vectors[i], other));
            }
            sum += weights[i] * best;
            total += weights[i];
        }
        return total == 0 || others.length == 0 ? 0 : sum / total;
    }

    private static double cosine(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
