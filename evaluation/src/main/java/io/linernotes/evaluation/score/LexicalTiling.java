package io.linernotes.evaluation.score;

import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.metric.summary.PorterStemmer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chapters by the words alone, as M. Hearst's TextTiling (1997) finds them: where the stems in the block before a gap and
 * in the block after it differ more than around it. A block is half a chapter; a stem counts more when it is rare.
 */
final class LexicalTiling {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final List<List<String>> stems;
    private final Map<String, Double> rarity;
    private final int block;

    private LexicalTiling(List<Sentence> sentences, int chapters) {
        stems = sentences.stream().map(LexicalTiling::stems).toList();
        rarity = rarity(stems);
        block = Math.max(2, stems.size() / (2 * chapters));
    }

    /**
     * The sentences that start a chapter, 0-based and ascending; the first is 0.
     *
     * @param chapters how many are wanted, at least 1; fewer are found in a text that is too short
     */
    static List<Integer> starts(List<Sentence> sentences, int chapters) {
        LexicalTiling tiling = new LexicalTiling(sentences, chapters);
        double[] depths = depths(smoothed(tiling.similarities()));
        List<Integer> deepestFirst = IntStream.range(1, sentences.size())
                .boxed()
                .sorted(Comparator.comparingDouble(gap -> -depths[gap]))
                .toList();
        TreeSet<Integer> starts = new TreeSet<>(Set.of(0));
        for (int gap : deepestFirst) {
            if (starts.size() < chapters
                    && starts.stream().allMatch(start -> Math.abs(gap - start) >= tiling.block / 2)) {
                starts.add(gap);
            }
        }
        return List.copyOf(starts);
    }

    private static List<String> stems(Sentence sentence) {
        return WORD.matcher(sentence.text().toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(PorterStemmer::stem)
                .toList();
    }

    /** For each stem, the log of sentences over sentences with it. */
    private static Map<String, Double> rarity(List<List<String>> sentences) {
        Map<String, Long> holding = sentences.stream()
                .flatMap(stems -> new HashSet<>(stems).stream())
                .collect(Collectors.groupingBy(stem -> stem, Collectors.counting()));
        Map<String, Double> rarity = new HashMap<>();
        holding.forEach((stem, count) -> rarity.put(stem, Math.log((double) sentences.size() / count)));
        return rarity;
    }

    /** Of the blocks on either side of the gap before each sentence; 1 before the first. */
    private double[] similarities() {
        double[] similarities = new double[stems.size()];
        Arrays.setAll(
                similarities,
                gap -> gap == 0
                        ? 1
                        : cosine(
                                weights(Math.max(0, gap - block), gap),
                                weights(gap, Math.min(stems.size(), gap + block))));
        return similarities;
    }

    private Map<String, Double> weights(int from, int to) {
        // Linked: the order of summation, and with it the last bit, must not depend on hashes.
        Map<String, Double> weights = new LinkedHashMap<>();
        for (List<String> sentence : stems.subList(from, to)) {
            sentence.forEach(stem -> weights.merge(stem, rarity.getOrDefault(stem, 0.0), Double::sum));
        }
        return weights;
    }

    private static double cosine(Map<String, Double> a, Map<String, Double> b) {
        double product = 0;
        for (Map.Entry<String, Double> stem : a.entrySet()) {
            product += stem.getValue() * b.getOrDefault(stem.getKey(), 0.0);
        }
        double lengths = Math.sqrt(squares(a) * squares(b));
        return lengths == 0 ? 0 : product / lengths;
    }

    private static double squares(Map<String, Double> weights) {
        double sum = 0;
        for (double weight : weights.values()) {
            sum += weight * weight;
        }
        return sum;
    }

    private static double[] smoothed(double[] values) {
        double[] smoothed = new double[values.length];
        Arrays.setAll(
                smoothed,
                i -> IntStream.rangeClosed(Math.max(0, i - 1), Math.min(values.length - 1, i + 1))
                        .mapToDouble(j -> values[j])
                        .average()
                        .orElseThrow());
        return smoothed;
    }

    /** How far similarity falls at each gap from the nearest peaks on both sides. */
    private static double[] depths(double[] similarities) {
        double[] depths = new double[similarities.length];
        Arrays.setAll(depths, gap -> peak(similarities, gap, -1) + peak(similarities, gap, 1) - 2 * similarities[gap]);
        return depths;
    }

    private static double peak(double[] similarities, int gap, int step) {
        int at = gap;
        while (at + step >= 0 && at + step < similarities.length && similarities[at + step] >= similarities[at]) {
            at += step;
        }
        return similarities[at];
    }
}
