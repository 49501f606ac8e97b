package io.linernotes.evaluation.metric.chapter;

import io.linernotes.evaluation.metric.chapter.SegmentationMetrics.BoundaryEdits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Agreement of several people on the segments of one text, by boundary similarity (C. Fournier and D. Inkpen, 2012).
 *
 * @param observed agreement over all pairs of people
 * @param pi beyond chance when all place boundaries at the same rate; null when chance agrees always
 * @param kappa beyond chance when each has a rate of their own; null when chance agrees always
 */
public record SegmentationAgreement(
        double observed, @Nullable Double pi, @Nullable Double kappa) {

    /** Compares at least two segmentations of the same text, of more than one unit. */
    public static SegmentationAgreement of(List<Segmentation> people) {
        if (people.size() < 2 || people.get(0).units() < 2) {
            throw new IllegalArgumentException("Agreement needs two people and two units");
        }
        double gaps = people.get(0).units() - 1.0;
        double penalty = 0;
        double pairs = 0;
        double sameRates = 0;
        int comparisons = 0;
        for (int i = 0; i < people.size(); i++) {
            for (int j = i + 1; j < people.size(); j++) {
                BoundaryEdits edits = SegmentationMetrics.edits(people.get(i), people.get(j));
                penalty += edits.penalty();
                pairs += edits.pairs();
                sameRates += rate(people.get(i), gaps) * rate(people.get(j), gaps);
                comparisons++;
            }
        }
        double observed = pairs == 0 ? 1 : 1 - penalty / pairs;
        double meanRate = people.stream()
                .mapToDouble(person -> rate(person, gaps))
                .average()
                .orElseThrow();
        return new SegmentationAgreement(
                observed, beyond(observed, meanRate * meanRate), beyond(observed, sameRates / comparisons));
    }

    private static double rate(Segmentation person, double gaps) {
        return (person.segments() - 1) / gaps;
    }

    private static @Nullable Double beyond(double observed, double chance) {
        return chance >= 1 ? null : (observed - chance) / (1 - chance);
    }
}
