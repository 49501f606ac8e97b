package io.linernotes.evaluation.score;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.evaluation.metric.summary.GreedyMatch;
import io.linernotes.evaluation.metric.summary.PrecisionRecall;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How near texts are in meaning, by the vectors of their sentences. */
final class Likeness {
    private final SentenceEmbedder embedder;

    Likeness(SentenceEmbedder embedder) {
        this.embedder = embedder;
    }

    /** Cosine of each text with its counterpart. */
    double[] cosines(List<String> first, List<String> second) {
        double[][] vectors =
                vectors(Stream.concat(first.stream(), second.stream()).toList());
        return IntStream.range(0, first.size())
                .mapToDouble(i -> dot(vectors[i], vectors[first.size() + i]))
                .toArray();
    }

    /** Every sentence with the nearest of the other text; all sentences count the same. */
    PrecisionRecall sentences(List<String> reference, List<String> hypothesis) {
        double[][] vectors =
                vectors(Stream.concat(reference.stream(), hypothesis.stream()).toList());
        return GreedyMatch.of(
                Arrays.copyOf(vectors, reference.size()),
                ones(reference.size()),
                Arrays.copyOfRange(vectors, reference.size(), vectors.length),
                ones(hypothesis.size()));
    }

    private double[][] vectors(List<String> texts) {
        return embedder.embed(texts).stream().map(Likeness::doubles).toArray(double[][]::new);
    }

    private static double[] doubles(float[] vector) {
        return IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
