package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import java.util.List;

/** Texts are close when they share content words: enough meaning for tests, and fast. */
public final class WordBagEmbedder implements SentenceEmbedder {
    private static final int DIMENSIONS = 64;

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(WordBagEmbedder::embed).toList();
    }

    private static float[] embed(String text) {
        float[] vector = new float[DIMENSIONS];
        vector[0] = 0.1f;
        for (String term : Terms.of(text)) {
            vector[Math.floorMod(term.hashCode(), DIMENSIONS)] += 1;
        }
        double length = 0;
        for (float value : vector) {
            length += value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(length));
        }
        return vector;
    }
}
