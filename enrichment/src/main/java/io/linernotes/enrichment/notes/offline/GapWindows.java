package io.linernotes.enrichment.notes.offline;

/** For the gap before each sentence, the sentences on either side that hold about a given number of words. */
final class GapWindows {
    private final int[] from;
    private final int[] to;

    /** @param words on each side; at least one sentence is taken */
    GapWindows(Episode episode, double words) {
        int size = episode.size();
        from = new int[size];
        to = new int[size];
        long left = 0;
        int start = 0;
        long right = 0;
        int end = 0;
        for (int gap = 0; gap < size; gap++) {
            while (left > words && start < gap - 1) {
                left -= episode.words(start);
                start++;
            }
            while (end < size && (right < words || end <= gap)) {
                right += episode.words(end);
                end++;
            }
            from[gap] = start;
            to[gap] = end;
            left += episode.words(gap);
            right -= episode.words(gap);
        }
    }

    /** First sentence of the window that ends before the gap; the gap itself when nothing is before it. */
    int from(int gap) {
        return from[gap];
    }

    /** Position after the last sentence of the window that starts at the gap. */
    int to(int gap) {
        return to[gap];
    }
}
