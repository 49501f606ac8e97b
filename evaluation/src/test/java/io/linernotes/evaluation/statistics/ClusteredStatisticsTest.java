package io.linernotes.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusteredStatisticsTest {
    private static final double[] VALUES = {0.1, 0.12, 0.11, 0.5, 0.52, 0.51, 0.9, 0.92, 0.91, 0.3, 0.31, 0.32};
    private static final double[] ONES = ones(VALUES.length);

    @Test
    void recordingsOfOneShowAreLessEvidenceThanRecordingsOfMany() {
        Interval alone = Bootstrap.ratio(VALUES, ONES);
        List<String> shows =
                IntStream.range(0, VALUES.length).mapToObj(i -> "show " + i / 3).toList();

        Interval clustered = Bootstrap.ratio(VALUES, ONES, shows);

        assertThat(clustered.high() - clustered.low()).isGreaterThan(1.3 * (alone.high() - alone.low()));
    }

    @Test
    void oneShowAndOneRecordingPerShowAreResampledByRecording() {
        Interval alone = Bootstrap.ratio(VALUES, ONES);
        List<String> each =
                IntStream.range(0, VALUES.length).mapToObj(i -> "show " + i).toList();

        assertThat(Bootstrap.ratio(VALUES, ONES, Collections.nCopies(VALUES.length, "only")))
                .isEqualTo(alone);
        assertThat(Bootstrap.ratio(VALUES, ONES, each)).isEqualTo(alone);
    }

    /** Values of scipy.stats.wilcoxon(mode="exact") and of the published table: n = 6 with rank sum 0 has p = 2/64. */
    @Test
    void signedRanksAreExact() {
        assertThat(new PairedComparison(new double[6], new double[] {1, 2, 3, 4, 5, 6}).wilcoxon())
                .isCloseTo(2 / 64.0, within(1e-12));
        assertThat(new PairedComparison(new double[5], new double[] {-1, 2, 3, 4, 5}).wilcoxon())
                .isCloseTo(4 / 32.0, within(1e-12));
        assertThat(new PairedComparison(new double[4], new double[4]).wilcoxon())
                .isEqualTo(1);
    }

    @Test
    void ranksRiseAndFallTogether() {
        double[] rising = {1, 2, 3, 4, 5, 6};
        double[] steep = {1, 10, 100, 1_000, 10_000, 100_000};
        List<String> shows = List.of("a", "b", "c", "d", "e", "f");

        RankCorrelation same = Objects.requireNonNull(RankCorrelation.of(rising, steep, shows));
        double[] falling = Arrays.stream(steep).map(value -> -value).toArray();

        assertThat(same.rho()).isCloseTo(1, within(1e-12));
        assertThat(same.interval().high()).isCloseTo(1, within(1e-12));
        assertThat(Objects.requireNonNull(RankCorrelation.of(rising, falling, shows))
                        .rho())
                .isCloseTo(-1, within(1e-12));
        // 1 - 6 * 6 / (6 * 35), with one exchange of neighbours by three places.
        assertThat(Objects.requireNonNull(RankCorrelation.of(rising, new double[] {3, 1, 2, 4, 5, 6}, shows))
                        .rho())
                .isCloseTo(1 - 36 / 210.0, within(1e-12));
    }

    @Test
    void noCorrelationIsMadeUpFromTooLittle() {
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2}, List.of("a", "b")))
                .isNull();
        assertThat(RankCorrelation.of(new double[6], VALUES, List.of("a", "b", "c", "d", "e", "f")))
                .isNull();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
