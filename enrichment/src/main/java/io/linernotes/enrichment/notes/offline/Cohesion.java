package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much the text after each gap differs from the text before it. All measures have mean 0 and standard deviation 1
 * over an episode, so that talkative and terse shows compare.
 */
final class Cohesion {
    private Cohesion() {}

    /** Change of meaning: cosine distance of mean sentence vectors, relative to the episode's own mean. */
    static double[] semanticShift(Episode episode, double words) {
        GapWindows windows = new GapWindows(episode, words);
        double[] mean = new double[episode.dimensions()];
        double weights = 0;
        for (int i = 0; i < episode.size(); i++) {
            Vectors.add(mean, episode.vector(i), Vectors.weight(episode, i));
            weights += Vectors.weight(episode, i);
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= weights;
        }
        double[] shift = new double[episode.size()];
        RunningSum left = new RunningSum(episode, mean);
        RunningSum right = new RunningSum(episode, mean);
        for (int gap = 0; gap < shift.length; gap++) {
            left.moveTo(windows.from(gap), gap);
            right.moveTo(gap, windows.to(gap));
            shift[gap] = gap == 0 ? 0 : -Vectors.cosine(left.sum, right.sum);
        }
        return standardised(shift);
    }

    /** Change of vocabulary: cosine distance of the windows' terms, rare ones counting more. */
    static double[] lexicalShift(Episode episode, double words) {
        GapWindows windows = new GapWindows(episode, words);
        RunningTerms terms = new RunningTerms(episode);
        double[] shift = new double[episode.size()];
        for (int gap = 1; gap < shift.length; gap++) {
            terms.moveTo(windows.from(gap), gap, windows.to(gap));
            shift[gap] = -terms.cosine();
        }
        return standardised(shift);
    }

    /** Arrival of vocabulary: terms said for the first time after the gap against before it, per word. */
    static double[] novelty(Episode episode, double words) {
        GapWindows windows = new GapWindows(episode, words);
        Map<String, Double> rarity = rarity(episode);
        double once = Math.log(episode.size());
        Set<String> seen = new HashSet<>();
        long[] fresh = new long[episode.size() + 1];
        long[] spoken = new long[episode.size() + 1];
        for (int i = 0; i < episode.size(); i++) {
            long firsts = 0;
            for (String term : episode.terms(i)) {
                firsts += seen.add(term) && rarity.get(term) < once ? 1 : 0;
            }
            fresh[i + 1] = fresh[i] + firsts;
            spoken[i + 1] = spoken[i] + episode.words(i);
        }
        double[] novelty = new double[episode.size()];
        for (int gap = 0; gap < novelty.length; gap++) {
            int from = windows.from(gap);
            int to = windows.to(gap);
            novelty[gap] = (double) (fresh[to] - fresh[gap]) / Math.max(1, spoken[to] - spoken[gap])
                    - (double) (fresh[gap] - fresh[from]) / Math.max(1, spoken[gap] - spoken[from]);
        }
        return standardised(novelty);
    }

    /** For each term, the log of sentences over sentences with it. */
    private static Map<String, Double> rarity(Episode episode) {
        Map<String, Integer> sentences = new HashMap<>();
        for (int i = 0; i < episode.size(); i++) {
            for (String term : new HashSet<>(episode.terms(i))) {
                sentences.merge(term, 1, Integer::sum);
            }
        }
        Map<String, Double> rarity = new HashMap<>();
        sentences.forEach((term, count) -> rarity.put(term, Math.log((double) episode.size() / count)));
        return rarity;
    }

    /** Mean 0 and standard deviation 1; all 0 when nothing varies. The first gap is none and gets 0. */
    private static double[] standardised(double[] values) {
        int gaps = values.length - 1;
        double mean = 0;
        for (int gap = 1; gap <= gaps; gap++) {
            mean += values[gap] / gaps;
        }
        double variance = 0;
        for (int gap = 1; gap <= gaps; gap++) {
            variance += (values[gap] - mean) * (values[gap] - mean) / gaps;
        }
        double deviation = Math.sqrt(variance);
        double[] standardised = new double[values.length];
        for (int gap = 1; gap <= gaps; gap++) {
            standardised[gap] = deviation < 1e-9 ? 0 : (values[gap] - mean) / deviation;
        }
        return standardised;
    }

    /** Sum of centred sentence vectors over a window that only moves forward. */
    private static final class RunningSum {
        private final Episode episode;
        private final double[] mean;
        private final double[] sum;
        private int from;
        private int to;

        RunningSum(Episode episode, double[] mean) {
            this.episode = episode;
            this.mean = mean;
            this.sum = new double[mean.length];
        }

        void moveTo(int newFrom, int newTo) {
            for (; to < newTo; to++) {
                add(to, 1);
            }
            for (; from < newFrom; from++) {
                add(from, -1);
            }
        }

        private void add(int position, int sign) {
            double weight = sign * Vectors.weight(episode, position);
            float[] vector = episode.vector(position);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += weight * (vector[d] - mean[d]);
            }
        }
    }

    /** Terms on both sides of a gap that only moves forward. */
    private static final class RunningTerms {
        /** Squared rarities are whole numbers of this unit, so that what enters a window and leaves it cancels out. */
        private static final double UNIT = 1.0 / (1 << 20);

        private final List<int[]> terms = new ArrayList<>();
        private final long[] squares;
        private final int[] left;
        private final int[] right;
        private int from;
        private int gap;
        private int to;
        private long product;
        private long leftLength;
        private long rightLength;

        RunningTerms(Episode episode) {
            Map<String, Double> rarity = rarity(episode);
            Map<String, Integer> numbers = new HashMap<>();
            for (int i = 0; i < episode.size(); i++) {
                terms.add(episode.terms(i).stream()
                        .mapToInt(term -> numbers.computeIfAbsent(term, unknown -> numbers.size()))
                        .toArray());
            }
            squares = new long[numbers.size()];
            numbers.forEach((term, number) -> squares[number] = Math.round(Math.pow(rarity.get(term), 2) / UNIT));
            left = new int[squares.length];
            right = new int[squares.length];
        }

        void moveTo(int newFrom, int newGap, int newTo) {
            for (; to < newTo; to++) {
                rightLength += change(to, right, left, 1);
            }
            for (; gap < newGap; gap++) {
                rightLength += change(gap, right, left, -1);
                leftLength += change(gap, left, right, 1);
            }
            for (; from < newFrom; from++) {
                leftLength += change(from, left, right, -1);
            }
        }

        /** Puts a sentence into a side or takes it out; by how much its squared length grows. */
        private long change(int position, int[] side, int[] other, int sign) {
            long growth = 0;
            for (int term : terms.get(position)) {
                product += sign * squares[term] * other[term];
                growth += squares[term] * (2L * sign * side[term] + 1);
                side[term] += sign;
            }
            return growth;
        }

        /** 0 when one side has no terms. */
        double cosine() {
            return leftLength == 0 || rightLength == 0
                    ? 0
                    : product / (Math.sqrt((double) leftLength) * Math.sqrt((double) rightLength));
        }
    }
}
