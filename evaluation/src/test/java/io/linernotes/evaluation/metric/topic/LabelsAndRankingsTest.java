package io.linernotes.evaluation.metric.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.evaluation.metric.topic.LabelScores.Counts;
import io.linernotes.evaluation.metric.topic.LabelScores.LabelledItem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsAndRankingsTest {
    private final LabelScores scores = new LabelScores(
            Set.of("a", "b", "c"),
            List.of(
                    new LabelledItem(Set.of("a", "b"), Set.of("a")),
                    new LabelledItem(Set.of("a"), Set.of("a", "c")),
                    new LabelledItem(Set.of(), Set.of())));

    @Test
    void microCountsDecisions() {
        assertThat(scores.micro()).isEqualTo(new Counts(2, 3, 3));
        assertThat(scores.hammingLoss()).isCloseTo(2 / 9.0, within(1e-12));
    }

    @Test
    void macroCountsLabelsAndWeightedTheirFrequency() {
        assertThat(scores.macro(Counts::f1)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(scores.weighted(Counts::recall)).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void anItemWithoutLabelsScoresNothingButIsExact() {
        assertThat(scores.perItem(Counts::f1)).isCloseTo((2 / 3.0 + 2 / 3.0) / 3, within(1e-12));
        assertThat(scores.exactShare()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void rankingsAreJudgedFromTheTop() {
        Ranking ranking = new Ranking(new double[] {0, 1, 0, 1}, new double[] {9, 8, 7, 6});

        assertThat(ranking.averagePrecision()).isEqualTo(0.5);
        assertThat(ranking.reciprocalRank()).isEqualTo(0.5);
        assertThat(ranking.precision(2)).isEqualTo(0.5);
        assertThat(ranking.recall(2)).isEqualTo(0.5);
        assertThat(ranking.ndcg(1)).isZero();
        assertThat(ranking.ndcg(4)).isCloseTo((1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)), within(1e-12));
    }

    @Test
    void exponentialGainFavoursTheMostRelevant() {
        Ranking ranking = new Ranking(new double[] {1, 3}, new double[] {2, 1});

        assertThat(ranking.ndcgExponential(2)).isLessThan(ranking.ndcg(2));
        assertThat(new Ranking(new double[] {0}, new double[] {1}).ndcg(1)).isZero();
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
