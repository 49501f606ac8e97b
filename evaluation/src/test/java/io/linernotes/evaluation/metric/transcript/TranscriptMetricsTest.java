package io.linernotes.evaluation.metric.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.evaluation.metric.transcript.Hallucination.AlignedSegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptMetricsTest {
    @Test
    void timesTellBiasFromSpread() {
        TimestampAccuracy accuracy = new TimestampAccuracy(new double[] {1, 2, 3}, new double[] {1.1, 1.8, 3.4});

        assertThat(accuracy.bias()).isCloseTo(0.1, within(1e-12));
        assertThat(accuracy.meanDistance()).isCloseTo(0.7 / 3, within(1e-12));
        assertThat(accuracy.percentile(0.5)).isCloseTo(0.2, within(1e-12));
        assertThat(accuracy.shareWithin(0.1)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(accuracy.largest()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void anEdgeBelongsToTheBinBelowOrAbove() {
        Calibration calibration = new Calibration(new double[] {0, 0.3, 1}, new boolean[] {false, true, true});

        assertThat(calibration.bins(10, true))
                .extracting(Calibration.Bin::number)
                .containsExactly(0, 2, 9);
        assertThat(calibration.bins(10, false))
                .extracting(Calibration.Bin::number)
                .containsExactly(0, 3, 9);
        assertThat(Calibration.expectedError(calibration.bins(10, true))).isCloseTo(0.7 / 3, within(1e-12));
        assertThat(Calibration.largestError(calibration.bins(10, true))).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void confidenceThatRanksPerfectlyHasAnAreaOfOne() {
        assertThat(new Calibration(new double[] {0.9, 0.8, 0.2}, new boolean[] {true, true, false}).auroc())
                .isEqualTo(1);
        assertThat(new Calibration(new double[] {0.5, 0.5}, new boolean[] {true, false}).auroc())
                .isEqualTo(0.5);
        assertThat(new Calibration(new double[] {0.5}, new boolean[] {true}).auroc())
                .isNull();
    }

    @Test
    void inventedTextIsCountedInSilenceAndInRuns() {
        Hallucination result = Hallucination.of(List.of(
                new AlignedSegment(0, 3, 3, 3),
                new AlignedSegment(10, 15, 5, 5),
                new AlignedSegment(10, 13, 4, 4),
                new AlignedSegment(5, 0, 0, 0)));

        assertThat(result.inventedSegments()).isEqualTo(2);
        assertThat(result.nonSpeechRate()).isEqualTo(1.0);
        assertThat(result.deletedRate()).isEqualTo(0.25);
        assertThat(result.insertionRate()).isCloseTo(12 / 25.0, within(1e-12));
    }

    @Test
    void loopsOfUpToFiveWordsAreFound() {
        assertThat(Repetition.of("and so we go we go we go home").longestLoopWords())
                .isEqualTo(6);
        assertThat(Repetition.of("one two three four five six one two three four five six")
                        .longestLoopWords())
                .isZero();
        assertThat(Repetition.of("thank you ".repeat(40)).isSuspicious()).isTrue();
        assertThat(Repetition.of("an ordinary sentence about bread").isSuspicious())
                .isFalse();
    }

    @Test
    void anEmptyTextHasNoRatios() {
        assertThat(Repetition.of("")).isEqualTo(new Repetition(null, 0, null));
    }
}
