package io.linernotes.enrichment.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void givesTheSameBytesInABatchOfTextsOfOneLength() {
        List<String> texts = IntStream.range(0, 300)
                .mapToObj(i -> "There are %d bees in hive number %d today.".formatted(i % 10, i % 7 + 1))
                .distinct()
                .toList();

        List<float[]> together = embedder.embed(texts);

        assertThat(texts).hasSizeGreaterThan(60);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(embedder.embed(List.of(texts.get(i))).get(0)).isEqualTo(together.get(i));
        }
    }

    /** LangChain4j runs the published graph, whose scales follow each text. */
    @Test
    void staysCloseToThePublishedModelInAnyLanguage() {
        List<String> texts = Stream.concat(
                        TEXTS.stream(),
                        Stream.of(
                                "Die Bienen stimmen über ein neues Zuhause ab, und alle fliegen mit.",
                                "蜂は新しい家を投票で決める。",
                                "0x7fff5fbff8c0 == &foo[42] && !(bar->baz);",
                                "NO NO NO NO NO NO!!! ... ??? ###",
                                "bee ".repeat(200)))
                .toList();
        EmbeddingModel published = new AllMiniLmL6V2QuantizedEmbeddingModel();

        List<float[]> ours = embedder.embed(texts);

        for (int i = 0; i < texts.size(); i++) {
            float[] theirs = published.embed(texts.get(i)).content().vector();
            assertThat(dot(ours.get(i), theirs)).as(texts.get(i)).isGreaterThan(0.95);
        }
        assertThat(dot(ours.get(0), ours.get(2))).isLessThan(0.5);
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
