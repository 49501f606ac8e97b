package io.linernotes.enrichment.notes.evidence;

/** Looks for a quotation in what was said, forgiving a few wrong letters. */
final class Passage {
    private static final double TOLERANCE = 0.10;

    private Passage() {}

    /** Whether the text has a part that differs from the quotation by at most a tenth of the quotation's letters. */
    static boolean isIn(String quotation, String text) {
        String needle = String.join(" ", Words.folded(quotation));
        String hay = String.join(" ", Words.folded(text));
        return !needle.isEmpty() && distance(needle, hay) <= TOLERANCE * needle.length();
    }

    /** Smallest edit distance between the needle and any part of the hay (Sellers 1980). */
    private static int distance(String needle, String hay) {
        int[] column = new int[needle.length() + 1];
        for (int i = 0; i <= needle.length(); i++) {
            column[i] = i;
        }
        int best = needle.length();
        for (int j = 0; j < hay.length(); j++) {
            int diagonal = 0;
            for (int i = 1; i <= needle.length(); i++) {
                int substituted = diagonal + (needle.charAt(i - 1) == hay.charAt(j) ? 0 : 1);
                diagonal = column[i];
                column[i] = Math.min(substituted, 1 + Math.min(column[i], column[i - 1]));
            }
            best = Math.min(best, column[needle.length()]);
        }
        return best;
    }
}
