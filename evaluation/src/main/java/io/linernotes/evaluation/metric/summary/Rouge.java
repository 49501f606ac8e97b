package io.linernotes.evaluation.metric.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * ROUGE (C.-Y. Lin, 2004) as Google Research computes it. Text that is not in Latin letters has no tokens and scores 0:
 * do not report ROUGE for it. What papers call ROUGE-L is mostly {@link #lcsOfSentences}.
 */
public final class Rouge {
    private static final Pattern NOT_A_TOKEN = Pattern.compile("[^a-z0-9]+");
    private static final int SHORTEST_STEMMED = 4;

    private final boolean stemmed;

    /** @param stemmed whether words are compared by their Porter stems */
    public Rouge(boolean stemmed) {
        this.stemmed = stemmed;
    }

    /** ROUGE-N: shared runs of n words. */
    public PrecisionRecall runs(String reference, String hypothesis, int n) {
        Map<List<String>, Integer> expected = counts(tokens(reference), n);
        Map<List<String>, Integer> actual = counts(tokens(hypothesis), n);
        int shared = 0;
        for (Map.Entry<List<String>, Integer> run : expected.entrySet()) {
            shared += Math.min(run.getValue(), actual.getOrDefault(run.getKey(), 0));
        }
        return PrecisionRecall.of(shared, sum(actual), sum(expected));
    }

    /** ROUGE-L: the longest common subsequence of the whole texts. */
    public PrecisionRecall lcs(String reference, String hypothesis) {
        List<String> expected = tokens(reference);
        List<String> actual = tokens(hypothesis);
        return PrecisionRecall.of(common(expected, actual).cardinality(), actual.size(), expected.size());
    }

    /** ROUGE-Lsum: for each sentence of the reference, what any sentence of the hypothesis shares. One sentence a line. */
    public PrecisionRecall lcsOfSentences(String reference, String hypothesis) {
        List<List<String>> expected = reference.lines().map(this::tokens).toList();
        List<List<String>> actual = hypothesis.lines().map(this::tokens).toList();
        Map<List<String>, Integer> openExpected = counts(flat(expected), 1);
        Map<List<String>, Integer> openActual = counts(flat(actual), 1);
        int expectedWords = sum(openExpected);
        int actualWords = sum(openActual);
        int hits = 0;
        for (List<String> sentence : expected) {
            BitSet shared = new BitSet();
            actual.forEach(other -> shared.or(common(sentence, other)));
            for (int i : shared.stream().toArray()) {
                List<String> word = List.of(sentence.get(i));
                if (openExpected.getOrDefault(word, 0) > 0 && openActual.getOrDefault(word, 0) > 0) {
                    openExpected.merge(word, -1, Integer::sum);
                    openActual.merge(word, -1, Integer::sum);
                    hits++;
                }
            }
        }
        return PrecisionRecall.of(hits, actualWords, expectedWords);
    }

    List<String> tokens(String text) {
        String spaced = NOT_A_TOKEN
                .matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        return spaced.isEmpty()
                ? List.of()
                : Arrays.stream(spaced.split(" ", -1))
                        .map(token -> stemmed && token.length() >= SHORTEST_STEMMED ? PorterStemmer.stem(token) : token)
                        .toList();
    }

    private static List<String> flat(List<List<String>> sentences) {
        return sentences.stream().flatMap(List::stream).toList();
    }

    private static Map<List<String>, Integer> counts(List<String> tokens, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(new ArrayList<>(tokens.subList(i, i + n)), 1, Integer::sum);
        }
        return counts;
    }

    private static int sum(Map<List<String>, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Positions in the first list that belong to one longest common subsequence. */
    private static BitSet common(List<String> first, List<String> second) {
        int[][] length = new int[first.size() + 1][second.size() + 1];
        for (int i = 1; i <= first.size(); i++) {
            for (int j = 1; j <= second.size(); j++) {
                length[i][j] = first.get(i - 1).equals(second.get(j - 1))
                        ? length[i - 1][j - 1] + 1
                        : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        BitSet positions = new BitSet();
        int i = first.size();
        int j = second.size();
        while (i > 0 && j > 0) {
            if (first.get(i - 1).equals(second.get(j - 1))) {
                positions.set(i - 1);
                i--;
                j--;
            } else if (length[i][j - 1] > length[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
        return positions;
    }
}
