package io.linernotes.evaluation.metric.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundaryMatchingTest {
    @Test
    void everyStartIsUsedOnce() {
        MatchCounts counts = BoundaryMatching.oneToOne(starts(0, 60), starts(0, 58, 62), 3000);

        assertThat(counts.precision()).isEqualTo(0.5);
        assertThat(counts.recall()).isEqualTo(1);
        assertThat(counts.f1()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void findsThePairsThatClosestFirstLoses() {
        assertThat(BoundaryMatching.oneToOne(starts(10, 15), starts(13, 18), 3000)
                        .matchedReference())
                .isEqualTo(2);
        assertThat(BoundaryMatching.closestFirst(starts(10, 15), starts(13, 18), 3000)
                        .matchedReference())
                .isEqualTo(1);
    }

    @Test
    void toleranceIncludesItsEdgeExceptForCoverage() {
        assertThat(BoundaryMatching.oneToOne(starts(10), starts(13), 3000).f1()).isEqualTo(1);
        assertThat(BoundaryMatching.coverage(starts(10), starts(13), 3000).f1()).isZero();
        assertThat(BoundaryMatching.coverage(starts(10), starts(12, 8), 3000).precision())
                .isEqualTo(1);
    }

    @Test
    void agreementOnNoBoundaryIsPerfectAndOneSidedSilenceIsNothing() {
        assertThat(BoundaryMatching.oneToOne(starts(0), starts(), 3000).f1()).isEqualTo(1);
        assertThat(BoundaryMatching.oneToOne(starts(0, 5), starts(0), 3000).f1())
                .isZero();
        assertThat(BoundaryMatching.oneToOne(starts(0), starts(0, 5), 3000).f1())
                .isZero();
    }

    @Test
    void noOtherOneToOneMatchingIsLarger() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            long[] reference = random.longs(random.nextInt(6), 1, 40).toArray();
            long[] hypothesis = random.longs(random.nextInt(6), 1, 40).toArray();

            int best = best(reference, hypothesis, 0, new boolean[hypothesis.length], 5);

            assertThat(BoundaryMatching.oneToOne(reference, hypothesis, 5).matchedReference())
                    .isEqualTo(best);
        }
    }

    private static int best(long[] reference, long[] hypothesis, int i, boolean[] used, long tolerance) {
        if (i == reference.length) {
            return 0;
        }
        int best = best(reference, hypothesis, i + 1, used, tolerance);
        for (int j = 0; j < hypothesis.length; j++) {
            if (!used[j] && Math.abs(reference[i] - hypothesis[j]) <= tolerance) {
                used[j] = true;
                best = Math.max(best, 1 + best(reference, hypothesis, i + 1, used, tolerance));
                used[j] = false;
            }
        }
        return best;
    }

    private static long[] starts(long... seconds) {
        long[] starts = seconds.clone();
        for (int i = 0; i < starts.length; i++) {
            starts[i] *= 1000;
        }
        return starts;
    }
}
