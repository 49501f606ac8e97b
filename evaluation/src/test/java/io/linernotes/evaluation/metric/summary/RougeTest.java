package io.linernotes.evaluation.metric.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RougeTest {
    private final Rouge plain = new Rouge(false);

    @Test
    void countsSharedWordsOnceEach() {
        PrecisionRecall rouge = plain.runs("the cat the cat", "the the the dog", 1);

        assertThat(rouge.precision()).isEqualTo(0.5);
        assertThat(rouge.recall()).isEqualTo(0.5);
    }

    @Test
    void lcsNeedsTheSameOrder() {
        PrecisionRecall rouge = plain.lcs("a b c d", "d a b");

        assertThat(rouge.recall()).isEqualTo(0.5);
        assertThat(rouge.precision()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void lcsOfSentencesUnitesWhatSentencesShare() {
        PrecisionRecall rouge = plain.lcsOfSentences("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5");

        // Lin's example: the union of both subsequences is w1 w2 w3 w5.
        assertThat(rouge.recall()).isEqualTo(0.8);
    }

    @Test
    void emptyOrForeignTextScoresNothing() {
        assertThat(plain.runs("", "a", 1).f1()).isZero();
        assertThat(plain.lcsOfSentences("a", "").f1()).isZero();
        assertThat(plain.runs("привет", "привет", 1).f1()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "caresses, caress",
        "ponies, poni",
        "ties, tie",
        "dies, die",
        "cats, cat",
        "feed, feed",
        "agreed, agre",
        "plastered, plaster",
        "motoring, motor",
        "conflated, conflat",
        "sized, size",
        "hopping, hop",
        "falling, fall",
        "filing, file",
        "happy, happi",
        "enjoy, enjoy",
        "relational, relat",
        "rationally, ration",
        "digitizer, digit",
        "hopefulness, hope",
        "triplicate, triplic",
        "electrical, electr",
        "adjustment, adjust",
        "adoption, adopt",
        "controlling, control",
        "probate, probat",
        "rate, rate",
        "dying, die",
        "news, news",
        "geology, geolog"
    })
    void stemsAsNltkDoes(String word, String stem) {
        assertThat(PorterStemmer.stem(word)).isEqualTo(stem);
    }

    @Test
    void shortWordsKeepTheirEndings() {
        assertThat(new Rouge(true).tokens("Its cats are his")).containsExactly("its", "cat", "are", "his");
    }

    @Test
    void greedyMatchWeighsAndRescales() {
        PrecisionRecall match = GreedyMatch.of(
                new double[][] {{2, 0}, {0, 1}}, new double[] {3, 1}, new double[][] {{5, 0}}, new double[] {1});

        assertThat(match.precision()).isEqualTo(1);
        assertThat(match.recall()).isEqualTo(0.75);
        assertThat(GreedyMatch.rescaled(0.9, 0.8)).isCloseTo(0.5, within(1e-12));
    }
}
