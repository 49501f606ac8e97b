package io.linernotes.enrichment.embedding;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a sentence costs the embedder, alone and among others. CPU time of the calling thread, so that other jobs on the
 * machine disturb the figures less; each is the middle of its measurements.
 */
public final class EmbeddingBenchmark {
    private static final int ROUNDS = 5;
    /** Each is one word piece. */
    private static final List<String> WORDS = List.of(
            "bees", "vote", "on", "a", "new", "home", "and", "the", "swarm", "follows", "those", "who", "dance",
            "longest", "while", "others", "wait", "near", "old", "tree");

    private EmbeddingBenchmark() {}

    /**
     * What was measured.
     *
     * @param sentences how many, all different
     * @param oneByOneMs milliseconds for a sentence embedded in a call of its own
     * @param batchMs milliseconds for a sentence when all are embedded in one call
     * @param sameVectors whether both ways gave the same vectors, to the last bit
     */
    public record Figures(int sentences, double oneByOneMs, double batchMs, boolean sameVectors) {}

    /**
     * Measures sentences with 3 to 33 words, 18 in the mean, as in talk.
     *
     * @param sentences at least 1
     */
    public static Figures measure(int sentences) {
        List<String> texts = sentences(sentences);
        double[] alone = new double[ROUNDS];
        double[] together = new double[ROUNDS];
        boolean same = true;
        try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
            List<float[]> warm = embedder.embed(texts);
            for (int round = 0; round < ROUNDS; round++) {
                long start = cpuNanos();
                List<float[]> single = texts.stream()
                        .map(text -> embedder.embed(List.of(text)).get(0))
                        .toList();
                alone[round] = (cpuNanos() - start) / 1e6 / sentences;
                start = cpuNanos();
                embedder.embed(texts);
                together[round] = (cpuNanos() - start) / 1e6 / sentences;
                same &= IntStream.range(0, sentences).allMatch(i -> Arrays.equals(single.get(i), warm.get(i)));
            }
        }
        return new Figures(sentences, middle(alone), middle(together), same);
    }

    private static List<String> sentences(int count) {
        Random random = new Random(1);
        return IntStream.range(0, count)
                .mapToObj(sentence -> IntStream.range(0, 3 + random.nextInt(16) + random.nextInt(16))
                        .mapToObj(word -> WORDS.get(random.nextInt(WORDS.size())))
                        .collect(Collectors.joining(" ", sentence + " ", ".")))
                .toList();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double middle(double[] values) {
        return Arrays.stream(values).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
