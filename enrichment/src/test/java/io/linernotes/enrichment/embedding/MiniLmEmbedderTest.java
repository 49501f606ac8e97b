package io.linernotes.enrichment.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest {
    private static final List<String> TEXTS = List.of(
            "Bees vote on a new home.",
            "The insects choose where to live.",
            "The tax office opens at nine.",
            "A much longer sentence, which is here so that the texts of one call have very different numbers of tokens.");

    private static MiniLmEmbedder embedder;

    @BeforeAll
    static void open() {
        embedder = new MiniLmEmbedder();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void givesOneVectorOfLengthOnePerText() {
        List<float[]> vectors = embedder.embed(TEXTS);

        assertThat(vectors).hasSize(4).allSatisfy(vector -> {
            assertThat(vector).hasSize(384);
            assertThat(dot(vector, vector)).isBetween(0.9999, 1.0001);
        });
        assertThat(embedder.embed(List.of())).isEmpty();
    }

    @Test
    void putsSentencesOfOneMeaningCloserThanOthers() {
        List<float[]> vectors = embedder.embed(TEXTS);

        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.2);
    }

    @Test
    void givesTheSameBytesWhateverElseIsEmbedded() {
        List<float[]> together = embedder.embed(TEXTS);
        List<String> reversed = new ArrayList<>(TEXTS);
        Collections.reverse(reversed);
        List<float[]> backwards = embedder.embed(reversed);

        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(embedder.embed(List.of(TEXTS.get(i))).get(0)).isEqualTo(together.get(i));
            assertThat(backwards.get(TEXTS.size() - 1 - i)).isEqualTo(together.get(i));
        }
    }

    @Test
    void embedsTextsOfAnyLength() {
        assertThat(embedder.embed(List.of("bee ".repeat(2000), "…", "蜂")))
                .hasSize(3)
                .allSatisfy(vector -> assertThat(dot(vector, vector)).isBetween(0.9999, 1.0001));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
