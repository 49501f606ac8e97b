package io.linernotes.enrichment.asr.whisper;

import java.util.List;
import java.util.Locale;

/** Word error rate over letters only, summed over texts. */
final class WordErrors {
    private int words;
    private int errors;

    void add(String reference, String actual) {
        List<String> expected = words(reference);
        words += expected.size();
        errors += edits(expected, words(actual));
    }

    double percent() {
        return 100.0 * errors / words;
    }

    private static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z' ]", " ").strip();
        return List.of(plain.split("\\s+"));
    }

    /** Levenshtein distance in words. */
    private static int edits(List<String> reference, List<String> actual) {
        int[] before = new int[actual.size() + 1];
        for (int a = 0; a < before.length; a++) {
            before[a] = a;
        }
        for (int r = 1; r <= reference.size(); r++) {
            int[] row = new int[before.length];
            row[0] = r;
            for (int a = 1; a < row.length; a++) {
                int replace = before[a - 1] + (reference.get(r - 1).equals(actual.get(a - 1)) ? 0 : 1);
                row[a] = Math.min(replace, Math.min(before[a], row[a - 1]) + 1);
            }
            before = row;
        }
        return before[actual.size()];
    }
}
