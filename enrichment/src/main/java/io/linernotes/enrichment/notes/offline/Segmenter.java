package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses where chapters start: the set of sentences with the highest sum of scores, less penalties for chapters of
 * unusual length and for an unusual number of them, found by dynamic programming over the best candidates.
 */
final class Segmenter {
    /** Weight of the squared log of the number of chapters over the expected number, per expected chapter. */
    private static final double COUNT_WEIGHT = 16;
    /** Weight of the squared log of a chapter's length over the mean length. */
    private static final double LENGTH_WEIGHT = 0.2;
    /** Shortest chapter, as a share of the mean length. */
    private static final double SHORTEST = 0.15;

    private static final int CANDIDATES_PER_CHAPTER = 12;

    private final double expected;
    private final double meanMs;
    private final double totalMs;
    /** Sentence of each candidate, ascending, with its distance from the first sentence and its score. */
    private final int[] candidates;

    private final double[] offsetsMs;
    private final double[] scores;

    private Segmenter(Episode episode, double[] scoresBySentence) {
        expected = episode.expectedChapters();
        totalMs = Math.max(1, episode.durationMs());
        meanMs = totalMs / expected;
        int wanted = (int) (CANDIDATES_PER_CHAPTER * expected) + 20;
        candidates = IntStream.range(1, episode.size())
                .filter(i -> isFarFromEnds(episode.startMs(i) - episode.startMs(0)))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scoresBySentence[i]))
                .limit(wanted)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        offsetsMs = Arrays.stream(candidates)
                .mapToDouble(i -> episode.startMs(i) - episode.startMs(0))
                .toArray();
        scores = Arrays.stream(candidates).mapToDouble(i -> scoresBySentence[i]).toArray();
    }

    /** Positions of the sentences that start a chapter, ascending; the first is 0. */
    static List<Integer> starts(Episode episode, double[] scoresBySentence) {
        return new Segmenter(episode, scoresBySentence).best();
    }

    private boolean isFarFromEnds(long offsetMs) {
        return offsetMs >= SHORTEST * meanMs && totalMs - offsetMs >= SHORTEST * meanMs / 2;
    }

    private double lengthPenalty(double ms) {
        double log = Math.log(Math.max(1000, ms) / meanMs);
        return LENGTH_WEIGHT * log * log;
    }

    private double countPenalty(int chapters) {
        double log = Math.log(chapters / expected);
        return COUNT_WEIGHT * expected * log * log;
    }

    private List<Integer> best() {
        int most = Math.min(candidates.length, (int) (2 * expected) + 2);
        double[][] totals = new double[most + 1][candidates.length];
        int[][] previous = new int[most + 1][candidates.length];
        double best = -countPenalty(1) - lengthPenalty(totalMs);
        int bestCount = 0;
        int bestLast = -1;
        for (int count = 1; count <= most; count++) {
            for (int last = 0; last < candidates.length; last++) {
                extend(totals, previous, count, last);
                double total = totals[count][last] - lengthPenalty(totalMs - offsetsMs[last]) - countPenalty(count + 1);
                if (total > best) {
                    best = total;
                    bestCount = count;
                    bestLast = last;
                }
            }
        }
        return path(previous, bestCount, bestLast);
    }

    /** The best way to set {@code count} starts of which {@code last} is the last; minus infinity when there is none. */
    private void extend(double[][] totals, int[][] previous, int count, int last) {
        double best = count == 1 ? -lengthPenalty(offsetsMs[last]) : Double.NEGATIVE_INFINITY;
        if (count > 1) {
            double latest = offsetsMs[last] - SHORTEST * meanMs;
            for (int before = 0; before < last && offsetsMs[before] <= latest; before++) {
                double total = totals[count - 1][before] - lengthPenalty(offsetsMs[last] - offsetsMs[before]);
                if (total > best) {
                    best = total;
                    previous[count][last] = before;
                }
            }
        }
        totals[count][last] = best + scores[last];
    }

    private List<Integer> path(int[][] previous, int count, int last) {
        List<Integer> starts = new ArrayList<>();
        int at = last;
        for (int remaining = count; remaining > 0; remaining--) {
            starts.add(0, candidates[at]);
            at = previous[remaining][at];
        }
        starts.add(0, 0);
        return List.copyOf(starts);
    }
}
