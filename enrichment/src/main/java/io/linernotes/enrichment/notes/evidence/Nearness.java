package io.linernotes.enrichment.notes.evidence;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a statement speaks of the same thing as its evidence. */
record Nearness(@Nullable SentenceEmbedder embedder, double minSimilarity) {
    /** Shorter words are mostly grammar. */
    private static final int LONGER_WORD = 4;

    /** By the closest of the sentences, or all of them together: a statement may sum up several. */
    boolean isNear(String statement, List<String> sentences) {
        if (embedder == null) {
            return sharesAWord(statement, sentences);
        }
        List<String> texts = new ArrayList<>(sentences);
        texts.add(String.join(" ", sentences));
        texts.add(statement);
        List<float[]> vectors = embedder.embed(texts);
        float[] subject = vectors.get(vectors.size() - 1);
        return vectors.subList(0, vectors.size() - 1).stream()
                .anyMatch(vector -> dot(subject, vector) >= minSimilarity);
    }

    private static boolean sharesAWord(String statement, List<String> sentences) {
        Set<String> stems = new HashSet<>();
        for (String sentence : sentences) {
            stems.addAll(stems(sentence));
        }
        List<String> own = stems(statement);
        return own.isEmpty() || own.stream().anyMatch(stems::contains);
    }

    private static List<String> stems(String text) {
        return Words.folded(text).stream()
                .filter(word -> word.length() >= LONGER_WORD)
                .map(word -> word.substring(0, LONGER_WORD))
                .toList();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
