package io.linernotes.enrichment.notes.offline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
        Map<String, Double> rarity = rarity(episode);
        double[] shift = new double[episode.size()];
        for (int gap = 1; gap < shift.length; gap++) {
            Map<String, Double> left = termWeights(episode, windows.from(gap), gap, rarity);
            Map<String, Double> right = termWeights(episode, gap, windows.to(gap), rarity);
            shift[gap] = -cosine(left, right);
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

    private static Map<String, Double> termWeights(Episode episode, int from, int to, Map<String, Double> rarity) {
        // Linked: the order of summation, and with it the last bit, must not depend on hashes.
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            for (String term : episode.terms(i)) {
                weights.merge(term, rarity.get(term), Double::sum);
            }
        }
        return weights;
    }

    private static double cosine(Map<String, Double> left, Map<String, Double> right) {
        double dot = 0;
        double leftLength = 0;
        for (Map.Entry<String, Double> term : left.entrySet()) {
            dot += term.getValue() * right.getOrDefault(term.getKey(), 0.0);
            leftLength += term.getValue() * term.getValue();
        }
        double rightLength = 0;
        for (double weight : right.values()) {
            rightLength += weight * weight;
        }
        double lengths = Math.sqrt(leftLength * rightLength);
        return lengths < 1e-12 ? 0 : dot / lengths;
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
}
