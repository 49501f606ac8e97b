package io.linernotes.evaluation.metric.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fewest substitutions, deletions and insertions that turn a reference into a hypothesis. Of equally good
 * alignments it takes, from the end, a deletion before an insertion before a diagonal step, which is what rapidfuzz
 * (and so jiwer) takes. Time is the product of the lengths over 64.
 */
public final class EditAlignment {
    /** Cells whose two bits are kept for the way back: 100 MB. Larger tables are split (D. Hirschberg, 1975). */
    private static final long KEPT_CELLS = 400_000_000L;

    private final int[] reference;
    private final int[] hypothesis;
    private final List<EditStep> steps = new ArrayList<>();

    private EditAlignment(int[] reference, int[] hypothesis) {
        this.reference = reference;
        this.hypothesis = hypothesis;
    }

    /** The number of errors alone, in memory linear in the lengths. */
    public static <T> int distance(List<T> reference, List<T> hypothesis) {
        Map<T, Integer> ids = new HashMap<>();
        int[] expected = symbols(reference, ids);
        EditColumns columns = new EditColumns(expected, 0, expected.length);
        for (int symbol : symbols(hypothesis, ids)) {
            columns.advance(symbol);
        }
        return columns.last(hypothesis.size());
    }

    /** One best alignment, from the first to the last step; uses at most about 110 MB beyond its result. */
    public static <T> List<EditStep> steps(List<T> reference, List<T> hypothesis) {
        Map<T, Integer> ids = new HashMap<>();
        EditAlignment alignment = new EditAlignment(symbols(reference, ids), symbols(hypothesis, ids));
        alignment.align(0, reference.size(), 0, hypothesis.size());
        return Collections.unmodifiableList(alignment.steps);
    }

    /** The steps of one best alignment, counted. */
    public static <T> EditCounts counts(List<T> reference, List<T> hypothesis) {
        Map<EditStep, Long> counts = new EnumMap<>(EditStep.class);
        steps(reference, hypothesis).forEach(step -> counts.merge(step, 1L, Long::sum));
        return new EditCounts(
                counts.getOrDefault(EditStep.HIT, 0L),
                counts.getOrDefault(EditStep.SUBSTITUTION, 0L),
                counts.getOrDefault(EditStep.DELETION, 0L),
                counts.getOrDefault(EditStep.INSERTION, 0L));
    }

    private static <T> int[] symbols(List<T> sequence, Map<T, Integer> ids) {
        int[] symbols = new int[sequence.size()];
        int i = 0;
        for (T symbol : sequence) {
            symbols[i++] = ids.computeIfAbsent(symbol, key -> ids.size());
        }
        return symbols;
    }

    private void align(int fromReference, int toReference, int fromHypothesis, int toHypothesis) {
        int start = fromReference;
        int otherStart = fromHypothesis;
        while (start < toReference && otherStart < toHypothesis && reference[start] == hypothesis[otherStart]) {
            start++;
            otherStart++;
            steps.add(EditStep.HIT);
        }
        int end = toReference;
        int otherEnd = toHypothesis;
        while (end > start && otherEnd > otherStart && reference[end - 1] == hypothesis[otherEnd - 1]) {
            end--;
            otherEnd--;
        }
        long cells = 64L * ((end - start + 63) / 64) * (otherEnd - otherStart);
        if (cells <= KEPT_CELLS) {
            trace(start, end, otherStart, otherEnd);
        } else {
            int middle = (otherStart + otherEnd) >>> 1;
            int split = split(start, end, otherStart, middle, otherEnd);
            align(start, split, otherStart, middle);
            align(split, end, middle, otherEnd);
        }
        steps.addAll(Collections.nCopies(toReference - end, EditStep.HIT));
    }

    /** Where in the reference a best alignment stands when the hypothesis is at {@code middle}. */
    private int split(int start, int end, int otherStart, int middle, int otherEnd) {
        EditColumns forward = new EditColumns(reference, start, end);
        for (int j = otherStart; j < middle; j++) {
            forward.advance(hypothesis[j]);
        }
        int[] reversed = new int[end - start];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = reference[end - 1 - i];
        }
        EditColumns backward = new EditColumns(reversed, 0, reversed.length);
        for (int j = otherEnd - 1; j >= middle; j--) {
            backward.advance(hypothesis[j]);
        }
        int[] before = forward.cells(middle - otherStart);
        int[] after = backward.cells(otherEnd - middle);
        int best = 0;
        for (int i = 1; i < before.length; i++) {
            if (before[i] + after[reversed.length - i] < before[best] + after[reversed.length - best]) {
                best = i;
            }
        }
        return start + best;
    }

    private void trace(int start, int end, int otherStart, int otherEnd) {
        int width = otherEnd - otherStart;
        long[][] more = new long[width][];
        long[][] less = new long[width][];
        EditColumns columns = new EditColumns(reference, start, end);
        for (int j = 0; j < width; j++) {
            columns.advance(hypothesis[otherStart + j]);
            more[j] = columns.more();
            less[j] = columns.less();
        }
        List<EditStep> backwards = new ArrayList<>();
        int i = end - start;
        int j = width;
        while (i > 0 && j > 0) {
            if (isSet(more[j - 1], i - 1)) {
                backwards.add(EditStep.DELETION);
                i--;
            } else if (j > 1 && isSet(less[j - 2], i - 1)) {
                backwards.add(EditStep.INSERTION);
                j--;
            } else {
                i--;
                j--;
                boolean hit = reference[start + i] == hypothesis[otherStart + j];
                backwards.add(hit ? EditStep.HIT : EditStep.SUBSTITUTION);
            }
        }
        backwards.addAll(Collections.nCopies(i, EditStep.DELETION));
        backwards.addAll(Collections.nCopies(j, EditStep.INSERTION));
        Collections.reverse(backwards);
        steps.addAll(backwards);
    }

    private static boolean isSet(long[] row, int position) {
        return (row[position >> 6] >>> (position & 63) & 1) != 0;
    }
}
