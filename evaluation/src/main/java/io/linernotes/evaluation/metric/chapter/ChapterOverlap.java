package io.linernotes.evaluation.metric.chapter;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Chapters against chapters by the time they share over the time they cover (IoU), as in Chapter-Llama. A chapter from 0
 * to the first start is added where it is missing. Any chapter may match any other: splitting costs little here.
 */
public final class ChapterOverlap {
    /** Chapter-Llama adds this to the covered seconds to avoid dividing by 0. */
    private static final double EPSILON = 1e-8;

    private final double[][] overlaps;

    /** All times in seconds; starts ascending, before the end. */
    public ChapterOverlap(double[] reference, double[] hypothesis, double duration) {
        double[] expected = withEnds(reference, duration);
        double[] actual = withEnds(hypothesis, duration);
        overlaps = new double[expected.length - 1][actual.length - 1];
        for (int i = 0; i < overlaps.length; i++) {
            for (int j = 0; j < overlaps[i].length; j++) {
                double shared = Math.min(expected[i + 1], actual[j + 1]) - Math.max(expected[i], actual[j]);
                double covered = expected[i + 1] - expected[i] + actual[j + 1] - actual[j] - Math.max(0, shared);
                overlaps[i][j] = Math.max(0, shared) / (covered + EPSILON);
            }
        }
    }

    private static double[] withEnds(double[] starts, double duration) {
        DoubleStream opening = starts.length == 0 || starts[0] > 0 ? DoubleStream.of(0) : DoubleStream.empty();
        return DoubleStream.concat(DoubleStream.concat(opening, Arrays.stream(starts)), DoubleStream.of(duration))
                .toArray();
    }

    /** Chapters with any counterpart of at least this overlap. */
    public MatchCounts atLeast(double threshold) {
        int expected = overlaps.length;
        int actual = overlaps[0].length;
        int found = (int) Arrays.stream(overlaps)
                .filter(row -> Arrays.stream(row).anyMatch(overlap -> overlap >= threshold))
                .count();
        int right = (int) IntStream.range(0, actual)
                .filter(j -> Arrays.stream(overlaps).anyMatch(row -> row[j] >= threshold))
                .count();
        return new MatchCounts(found, right, expected, actual);
    }

    /** Mean F1 over thresholds 0.50 to 0.95 in steps of 0.05. */
    public double meanF1() {
        return IntStream.rangeClosed(10, 19)
                .mapToDouble(i -> atLeast(i / 20.0).f1())
                .average()
                .orElseThrow();
    }

    /** Mean overlap of pairs, the largest overlap first, each chapter used once. */
    public double meanOfBestPairs() {
        boolean[] usedRow = new boolean[overlaps.length];
        boolean[] usedColumn = new boolean[overlaps[0].length];
        int pairs = Math.min(usedRow.length, usedColumn.length);
        double sum = 0;
        for (int pair = 0; pair < pairs; pair++) {
            int row = -1;
            int column = -1;
            for (int i = 0; i < usedRow.length; i++) {
                for (int j = 0; j < usedColumn.length; j++) {
                    if (!usedRow[i] && !usedColumn[j] && (row < 0 || overlaps[i][j] > overlaps[row][column])) {
                        row = i;
                        column = j;
                    }
                }
            }
            usedRow[row] = true;
            usedColumn[column] = true;
            sum += overlaps[row][column];
        }
        return sum / pairs;
    }
}
