package io.linernotes.evaluation.metric.summary;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well the sentences of a summary follow from chunks of its source, from the probabilities of a language inference
 * model: SummaC, zero-shot (P. Laban et al., 2022). The same form holds for judged claims with probabilities 0 and 1.
 *
 * @param sentences one score for each sentence of the summary, -1 to 1
 * @param score over the summary
 */
public record EntailmentScore(List<Double> sentences, double score) {
    public EntailmentScore {
        sentences = List.copyOf(sentences);
    }

    /** How several values become one. */
    public enum Pick {
        MAX,
        MEAN,
        MIN;

        double of(double[] values) {
            return switch (this) {
                case MAX -> Arrays.stream(values).max().orElse(0);
                case MEAN -> Arrays.stream(values).average().orElse(0);
                case MIN -> Arrays.stream(values).min().orElse(0);
            };
        }
    }

    /** Which probabilities count. */
    public enum Evidence {
        ENTAILMENT,
        CONTRADICTION,
        BOTH
    }

    /**
     * Scores a summary of at least one sentence.
     *
     * @param entailment probabilities, [chunks][sentences]
     * @param contradiction probabilities, [chunks][sentences]
     */
    public static EntailmentScore of(
            double[][] entailment, double[][] contradiction, Pick overChunks, Pick overSentences, Evidence evidence) {
        double[] sentences = new double[entailment[0].length];
        for (int sentence = 0; sentence < sentences.length; sentence++) {
            int column = sentence;
            ToDoubleFunction<double[][]> picked = matrix -> overChunks.of(
                    Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray());
            sentences[sentence] = switch (evidence) {
                case ENTAILMENT -> picked.applyAsDouble(entailment);
                case CONTRADICTION -> 1 - picked.applyAsDouble(contradiction);
                case BOTH -> picked.applyAsDouble(entailment) - picked.applyAsDouble(contradiction);
            };
        }
        return new EntailmentScore(Arrays.stream(sentences).boxed().toList(), overSentences.of(sentences));
    }
}
