package io.linernotes.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void percentilesLieBetweenOrderStatistics() {
        double[] values = {1, 2, 4};

        assertThat(Percentiles.of(values, 0)).isEqualTo(1);
        assertThat(Percentiles.of(values, 0.75)).isEqualTo(3);
        assertThat(Percentiles.of(values, 1)).isEqualTo(4);
        assertThatThrownBy(() -> Percentiles.of(values, 1.5)).hasMessage("Invalid percentile: values = 3, share = 1.5");
    }

    @Test
    void bootstrapOfFewValuesTakesEveryResample() {
        double[] means = Bootstrap.distribution(3, sample -> (sample[0] + sample[1] + sample[2]) / 3.0);

        assertThat(means).hasSize(27).isSorted();
        assertThat(means[0]).isZero();
        assertThat(means[26]).isEqualTo(2);
    }

    @Test
    void bootstrapOfManyValuesAgreesWithTheNormalInterval() {
        Random random = new Random(2);
        double[] values =
                IntStream.range(0, 400).mapToDouble(i -> random.nextGaussian()).toArray();
        double[] ones = IntStream.range(0, 400).mapToDouble(i -> 1).toArray();

        Interval interval = Bootstrap.ratio(values, ones);

        // 2 · 1.96 / √400 wide.
        assertThat(interval.high() - interval.low()).isCloseTo(0.196, within(0.02));
        assertThat(Bootstrap.ratio(values, ones)).isEqualTo(interval);
    }

    @Test
    void signFlipsAreExactForFewAndCloseForManyPairs() {
        double[] zeros = new double[6];
        double[] shifted = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        double[] many =
                IntStream.range(0, 40).mapToDouble(i -> i % 4 == 0 ? -1 : 1).toArray();

        assertThat(new PairedComparison(zeros, shifted).signFlip()).isEqualTo(2 / 64.0);
        // 30 of 40 signs alike: twice the binomial tail, 0.0022.
        assertThat(new PairedComparison(new double[40], many).signFlip()).isCloseTo(0.0022, within(0.0006));
        assertThat(new PairedComparison(new double[40], many).signTest()).isCloseTo(0.002221, within(1e-5));
    }

    @Test
    void noDifferenceIsNoEvidence() {
        PairedComparison same = new PairedComparison(new double[] {1, 2}, new double[] {1, 2});

        assertThat(same.signFlip()).isEqualTo(1);
        assertThat(same.ties()).isEqualTo(2);
        assertThat(same.studentT()).isNull();
        assertThat(PairedComparison.mcNemar(0, 0)).isEqualTo(1);
    }

    @Test
    void studentTAgreesWithItsTable() {
        // t = 2.776 with 4 degrees of freedom is the 5 % point; the standard error of these is a / sqrt(10).
        double a = Math.sqrt(10) / 2.776445105;
        double[] differences = {1 - a, 1, 1, 1, 1 + a};

        assertThat(new PairedComparison(new double[5], differences).studentT()).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void holmAdjustsTheSmallestMost() {
        assertThat(PairedComparison.holm(new double[] {0.04, 0.01, 0.03}))
                .containsExactly(new double[] {0.06, 0.03, 0.06}, within(1e-12));
    }

    @Test
    void ratesNearTheirEndsKeepSensibleIntervals() {
        Proportion none = new Proportion(0, 100);

        assertThat(none.wilson().low()).isZero();
        assertThat(none.ruleOfThree()).isEqualTo(0.03);
        assertThat(none.clopperPearson().high()).isCloseTo(1 - Math.pow(0.025, 0.01), within(1e-9));
        assertThat(new Proportion(1, 1).clopperPearson().low()).isCloseTo(0.025, within(1e-9));
        assertThat(new Proportion(3, 40).ruleOfThree()).isNull();
        assertThatThrownBy(() -> new Proportion(2, 1)).hasMessage("Invalid proportion: 2 of 1");
    }
}
