package io.linernotes.evaluation.metric.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationMetricsTest {
    private static final Segmentation EIGHTS = Segmentation.ofMasses(8, 8, 8);

    @ParameterizedTest
    @CsvSource({"10, 2", "14, 4", "20, 5", "22, 6", "24, 6", "4, 2"})
    void theWindowIsHalfAMeanSegmentRoundedHalfToEven(int units, int window) {
        Segmentation twoSegments = Segmentation.ofMasses(units / 2, units - units / 2);

        assertThat(twoSegments.window()).isEqualTo(window);
    }

    @Test
    void equalSegmentationsAreFaultless() {
        assertThat(SegmentationMetrics.pk(EIGHTS, EIGHTS, 4)).isZero();
        assertThat(SegmentationMetrics.windowDiff(EIGHTS, EIGHTS, 4)).isZero();
        assertThat(SegmentationMetrics.boundarySimilarity(EIGHTS, EIGHTS)).isEqualTo(1);
        assertThat(SegmentationMetrics.generalizedHammingDistance(EIGHTS, EIGHTS))
                .isZero();
    }

    @Test
    void aBoundaryOneUnitOffIsHalfRight() {
        Segmentation moved = Segmentation.ofMasses(7, 9, 8);

        // One near miss and one match: (0.5 + 1) / 2.
        assertThat(SegmentationMetrics.boundarySimilarity(EIGHTS, moved)).isEqualTo(0.75);
        assertThat(SegmentationMetrics.segmentationSimilarity(EIGHTS, moved)).isCloseTo(1 - 0.5 / 23, within(1e-12));
        assertThat(SegmentationMetrics.generalizedHammingDistance(EIGHTS, moved))
                .isEqualTo(1);
    }

    @Test
    void aBoundaryTwoUnitsOffIsWrongTwice() {
        Segmentation moved = Segmentation.ofMasses(6, 10, 8);

        assertThat(SegmentationMetrics.boundarySimilarity(EIGHTS, moved)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(SegmentationMetrics.generalizedHammingDistance(EIGHTS, moved))
                .isEqualTo(2);
    }

    @Test
    void windowDiffSeesCountsWherePkSeesOnlyWhether() {
        Segmentation one = Segmentation.ofMasses(10, 10);
        Segmentation two = Segmentation.ofMasses(10, 1, 9);

        // Probes over unit 10 or 11: two windows hold two boundaries instead of one, one holds one instead of none.
        assertThat(SegmentationMetrics.pk(one, two, 3)).isCloseTo(1 / 17.0, within(1e-12));
        assertThat(SegmentationMetrics.windowDiff(one, two, 3)).isCloseTo(3 / 17.0, within(1e-12));
    }

    @Test
    void silenceIsNotAgreement() {
        Segmentation none = Segmentation.ofMasses(24);

        assertThat(SegmentationMetrics.boundarySimilarity(EIGHTS, none)).isZero();
        assertThat(SegmentationMetrics.boundarySimilarity(none, none)).isEqualTo(1);
        // The weakness of Pk: saying nothing costs a third.
        assertThat(SegmentationMetrics.pk(EIGHTS, none, 4)).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void worksWithWindowsOfManyHundredUnits() {
        Segmentation reference = Segmentation.ofMasses(1000, 1000, 1000);
        Segmentation hypothesis = Segmentation.ofMasses(1000, 900, 1100);

        assertThat(SegmentationMetrics.windowDiff(reference, hypothesis, 500)).isCloseTo(0.08, within(1e-12));
    }

    @Test
    void aTextNoLongerThanAWindowHasNoWindows() {
        Segmentation two = Segmentation.ofMasses(1, 1);

        assertThat(SegmentationMetrics.pk(two, two, 2)).isNull();
        assertThat(SegmentationMetrics.windowDiff(two, two, 2)).isNull();
    }

    @Test
    void differentTextsCannotBeCompared() {
        assertThatThrownBy(() -> SegmentationMetrics.pk(EIGHTS, Segmentation.ofMasses(5), 2))
                .hasMessage("Segmentations of different texts: 24 and 5 units");
    }

    @Test
    void agreementTakesChanceOff() {
        SegmentationAgreement agreement =
                SegmentationAgreement.of(List.of(Segmentation.ofMasses(4, 6), Segmentation.ofMasses(5, 5)));

        assertThat(agreement.observed()).isEqualTo(0.5);
        assertThat(agreement.pi()).isCloseTo((0.5 - 1 / 81.0) / (1 - 1 / 81.0), within(1e-12));
    }

    @Test
    void chunksFlagStartsAndKeepTheTail() {
        TimeChunks chunks = new TimeChunks(65_000);

        assertThat(chunks.flags(new long[] {0, 6_000, 64_000}).stream()).containsExactly(1, 9);
        assertThat(chunks.matches(new long[] {6_000, 30_000}, new long[] {11_999})
                        .recall())
                .isEqualTo(0.5);
    }

    @Test
    void chaptersOverlapByTheTimeTheyShare() {
        ChapterOverlap overlap = new ChapterOverlap(new double[] {0, 60}, new double[] {60, 120}, 180);

        // Ours: 0-60, 60-120, 120-180; the added opening is right, each half of the second covers one half.
        assertThat(overlap.atLeast(0.5).precision()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(overlap.atLeast(0.49).precision()).isEqualTo(1);
        assertThat(overlap.meanOfBestPairs()).isCloseTo(0.75, within(1e-6));
    }
}
