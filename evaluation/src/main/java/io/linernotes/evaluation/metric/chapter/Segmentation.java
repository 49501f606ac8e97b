package io.linernotes.evaluation.metric.chapter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.BitSet;

/**
 * A text cut into segments. Boundaries lie in the gaps between units; gap 0 is the one after the first unit.
 */
public final class Segmentation {
    private final int units;
    private final BitSet gaps;

    private Segmentation(int units, BitSet gaps) {
        this.units = units;
        this.gaps = gaps;
    }

    /** From the numbers of units in its segments, each at least 1. */
    public static Segmentation ofMasses(int... masses) {
        BitSet gaps = new BitSet();
        int units = 0;
        for (int mass : masses) {
            if (mass < 1) {
                throw new IllegalArgumentException("Invalid segment: units = " + mass);
            }
            if (units > 0) {
                gaps.set(units - 1);
            }
            units += mass;
        }
        return new Segmentation(units, gaps);
    }

    /** From the gaps that hold a boundary. */
    public static Segmentation ofGaps(int units, BitSet gaps) {
        if (gaps.length() > Math.max(0, units - 1)) {
            throw new IllegalArgumentException(
                    "Invalid segmentation: units = %d, last gap = %d".formatted(units, gaps.length() - 1));
        }
        return new Segmentation(units, (BitSet) gaps.clone());
    }

    public int units() {
        return units;
    }

    /** Number of segments, at least 1. */
    public int segments() {
        return gaps.cardinality() + 1;
    }

    boolean hasBoundary(int gap) {
        return gap >= 0 && gaps.get(gap);
    }

    /** Boundaries in gaps {@code from} (included) to {@code to} (excluded); gaps outside the text hold none. */
    int boundaries(int from, int to) {
        return gaps.get(Math.max(0, from), Math.max(0, Math.min(to, units - 1))).cardinality();
    }

    int[] positions() {
        return gaps.stream().toArray();
    }

    /** Half the mean length of a segment, rounded half to even as in segeval, at least 2. */
    public int window() {
        BigDecimal half = BigDecimal.valueOf(units).divide(BigDecimal.valueOf(2L * segments()), MathContext.DECIMAL128);
        return Math.max(2, half.setScale(0, RoundingMode.HALF_EVEN).intValueExact());
    }
}
