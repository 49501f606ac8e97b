package io.linernotes.evaluation.metric.chapter;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Segmentations of one text against each other. {@code pk}, {@code windowDiff} and {@code generalizedHammingDistance}
 * are penalties, 0 best; they favour too few boundaries and should not decide anything alone. The similarities are 1 at
 * best.
 */
public final class SegmentationMetrics {
    private static final double INSERT_OR_DELETE = 2;
    private static final double NEAR_MISS_WEIGHT = 0.5;

    private SegmentationMetrics() {}

    /**
     * Share of probes of a window's length whose ends are judged differently: in one segment, or not (D. Beeferman et
     * al., 1999).
     *
     * @return null when the text is not longer than a window
     */
    public static @Nullable Double pk(Segmentation reference, Segmentation hypothesis, int window) {
        check(reference, hypothesis);
        int probes = reference.units() - window;
        int wrong = 0;
        for (int i = 0; i < probes; i++) {
            boolean apart = reference.boundaries(i, i + window) > 0;
            wrong += apart == hypothesis.boundaries(i, i + window) > 0 ? 0 : 1;
        }
        return probes <= 0 ? null : (double) wrong / probes;
    }

    /**
     * Share of windows with different numbers of boundaries (L. Pevzner and M. Hearst, 2002).
     *
     * @return null when the text is not longer than a window
     */
    public static @Nullable Double windowDiff(Segmentation reference, Segmentation hypothesis, int window) {
        check(reference, hypothesis);
        int windows = reference.units() - window;
        return windows <= 0 ? null : (double) differing(reference, hypothesis, window, 0, windows) / windows;
    }

    /**
     * WindowDiff that counts boundaries near the ends as often as others (S. Lamprier et al., 2007); the divisor is
     * segeval's.
     */
    public static double windowDiffWithEnds(Segmentation reference, Segmentation hypothesis, int window) {
        check(reference, hypothesis);
        int differing = differing(reference, hypothesis, window, -window, reference.units());
        return (double) differing / (reference.units() + window + 1);
    }

    private static int differing(Segmentation reference, Segmentation hypothesis, int window, int from, int to) {
        int differing = 0;
        for (int i = from; i < to; i++) {
            differing += reference.boundaries(i, i + window) == hypothesis.boundaries(i, i + window) ? 0 : 1;
        }
        return differing;
    }

    /** Boundary similarity B; boundaries one unit apart are half right (C. Fournier, 2013). */
    public static double boundarySimilarity(Segmentation reference, Segmentation hypothesis) {
        BoundaryEdits edits = edits(reference, hypothesis);
        return edits.pairs() == 0 ? 1 : 1 - edits.penalty() / edits.pairs();
    }

    /** Segmentation similarity S: the same edits over all gaps, so that it is close to 1 for most pairs. */
    public static double segmentationSimilarity(Segmentation reference, Segmentation hypothesis) {
        int gaps = reference.units() - 1;
        return gaps <= 0 ? 1 : 1 - edits(reference, hypothesis).penalty() / gaps;
    }

    /** Boundary edits, with boundaries one unit apart counted as one near miss. */
    static BoundaryEdits edits(Segmentation reference, Segmentation hypothesis) {
        check(reference, hypothesis);
        int matches = 0;
        int misses = 0;
        int nearMisses = 0;
        BitSet used = new BitSet();
        for (int gap = 0; gap < reference.units() - 1; gap++) {
            boolean expected = reference.hasBoundary(gap);
            boolean actual = hypothesis.hasBoundary(gap);
            if (expected && actual) {
                matches++;
            } else if (expected != actual && !used.get(gap)) {
                boolean near = expected
                        ? !reference.hasBoundary(gap + 1) && hypothesis.hasBoundary(gap + 1)
                        : reference.hasBoundary(gap + 1) && !hypothesis.hasBoundary(gap + 1);
                if (near) {
                    nearMisses++;
                    used.set(gap + 1);
                } else {
                    misses++;
                }
            }
        }
        return new BoundaryEdits(matches, misses, nearMisses);
    }

    /**
     * Generalised Hamming distance: adding or removing a boundary costs 2, moving it costs 1 per unit (A. Bookstein et
     * al., 2002, by the recurrence of NLTK).
     */
    public static double generalizedHammingDistance(Segmentation reference, Segmentation hypothesis) {
        check(reference, hypothesis);
        int[] expected = reference.positions();
        int[] actual = hypothesis.positions();
        double[][] cost = new double[actual.length + 1][expected.length + 1];
        for (int i = 0; i <= actual.length; i++) {
            cost[i][0] = INSERT_OR_DELETE * i;
        }
        for (int j = 0; j <= expected.length; j++) {
            cost[0][j] = INSERT_OR_DELETE * j;
        }
        for (int i = 0; i < actual.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                double moved = Math.abs(actual[i] - expected[j]) + cost[i][j];
                double changed = INSERT_OR_DELETE + (actual[i] > expected[j] ? cost[i][j + 1] : cost[i + 1][j]);
                cost[i + 1][j + 1] = Math.min(moved, changed);
            }
        }
        return cost[actual.length][expected.length];
    }

    private static void check(Segmentation reference, Segmentation hypothesis) {
        if (reference.units() != hypothesis.units()) {
            throw new IllegalArgumentException("Segmentations of different texts: %d and %d units"
                    .formatted(reference.units(), hypothesis.units()));
        }
    }

    /** @param misses boundaries on one side only */
    record BoundaryEdits(int matches, int misses, int nearMisses) {
        int pairs() {
            return matches + misses + nearMisses;
        }

        double penalty() {
            return misses + NEAR_MISS_WEIGHT * nearMisses;
        }
    }
}
