package io.linernotes.evaluation.metric.chapter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Chapter starts against chapter starts, in milliseconds. A start at 0 is no boundary: it is left out of both sides.
 * Starts may come in any order.
 */
public final class BoundaryMatching {
    private BoundaryMatching() {}

    /**
     * The largest number of pairs in which every start is used once and the two are at most the tolerance apart. On
     * sorted times, taking the earliest that fits is optimal.
     */
    public static MatchCounts oneToOne(long[] reference, long[] hypothesis, long toleranceMs) {
        long[] expected = boundaries(reference);
        long[] actual = boundaries(hypothesis);
        int matched = 0;
        int i = 0;
        int j = 0;
        while (i < expected.length && j < actual.length) {
            if (Math.abs(expected[i] - actual[j]) <= toleranceMs) {
                matched++;
                i++;
                j++;
            } else if (expected[i] < actual[j]) {
                i++;
            } else {
                j++;
            }
        }
        return new MatchCounts(matched, matched, expected.length, actual.length);
    }

    /**
     * Closest pairs first, every start used once, as in chunkseg. May find fewer pairs than {@link #oneToOne}: an early
     * pair can take the partner that another one needed.
     */
    public static MatchCounts closestFirst(long[] reference, long[] hypothesis, long toleranceMs) {
        long[] expected = boundaries(reference);
        long[] actual = boundaries(hypothesis);
        record Pair(int i, int j, long distance) {}
        boolean[] usedExpected = new boolean[expected.length];
        boolean[] usedActual = new boolean[actual.length];
        int[] matched = {0};
        IntStream.range(0, expected.length)
                .boxed()
                .flatMap(i -> IntStream.range(0, actual.length)
                        .mapToObj(j -> new Pair(i, j, Math.abs(expected[i] - actual[j]))))
                .filter(pair -> pair.distance <= toleranceMs)
                .sorted(Comparator.comparingLong(Pair::distance))
                .forEachOrdered(pair -> {
                    if (!usedExpected[pair.i] && !usedActual[pair.j]) {
                        usedExpected[pair.i] = true;
                        usedActual[pair.j] = true;
                        matched[0]++;
                    }
                });
        return new MatchCounts(matched[0], matched[0], expected.length, actual.length);
    }

    /**
     * Starts with any counterpart nearer than the tolerance, as in VidChapters. Two starts may share one counterpart, so
     * splitting a chapter costs nothing here.
     */
    public static MatchCounts coverage(long[] reference, long[] hypothesis, long toleranceMs) {
        long[] expected = boundaries(reference);
        long[] actual = boundaries(hypothesis);
        return new MatchCounts(
                covered(expected, actual, toleranceMs),
                covered(actual, expected, toleranceMs),
                expected.length,
                actual.length);
    }

    private static int covered(long[] starts, long[] others, long toleranceMs) {
        return (int) Arrays.stream(starts)
                .filter(start -> Arrays.stream(others).anyMatch(other -> Math.abs(start - other) < toleranceMs))
                .count();
    }

    private static long[] boundaries(long[] starts) {
        return Arrays.stream(starts).filter(start -> start > 0).sorted().toArray();
    }
}
