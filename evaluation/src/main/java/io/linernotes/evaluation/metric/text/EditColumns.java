package io.linernotes.evaluation.metric.text;

import java.util.Arrays;

/**
 * Columns of the edit distance table between a reference and a growing hypothesis, 64 cells in a machine word: a bit
 * says whether a cell is one more, or one less, than the cell above it. After G. Myers, "A fast bit-vector algorithm
 * for approximate string matching", 1999, and H. Hyyrö, 2003.
 */
final class EditColumns {
    private final SymbolBits reference;
    private final int length;
    private final long[] more;
    private final long[] less;

    EditColumns(int[] reference, int from, int to) {
        this.reference = new SymbolBits(reference, from, to);
        this.length = to - from;
        this.more = new long[this.reference.blocks()];
        this.less = new long[this.reference.blocks()];
        Arrays.fill(more, -1L);
    }

    /** Moves to the next column, which stands for this symbol of the hypothesis. */
    void advance(int symbol) {
        long[] equal = reference.row(symbol);
        int carry = 1;
        for (int block = 0; block < more.length; block++) {
            long eq = equal[block];
            long up = more[block];
            long down = less[block];
            long diagonalZero = eq | down;
            if (carry < 0) {
                eq |= 1;
            }
            long horizontal = (((eq & up) + up) ^ up) | eq;
            long right = down | ~(horizontal | up);
            long left = up & horizontal;
            int out = right < 0 ? 1 : left < 0 ? -1 : 0;
            right <<= 1;
            left <<= 1;
            if (carry < 0) {
                left |= 1;
            } else if (carry > 0) {
                right |= 1;
            }
            more[block] = left | ~(diagonalZero | right);
            less[block] = right & diagonalZero;
            carry = out;
        }
    }

    /** The cells of the current column, from the top (no reference symbol used) to the bottom. */
    int[] cells(int column) {
        int[] cells = new int[length + 1];
        cells[0] = column;
        for (int i = 0; i < length; i++) {
            cells[i + 1] = cells[i] + (int) ((more[i >> 6] >>> (i & 63)) & 1) - (int) ((less[i >> 6] >>> (i & 63)) & 1);
        }
        return cells;
    }

    /** The lowest cell of the current column. */
    int last(int column) {
        int value = column;
        for (int block = 0; block < more.length; block++) {
            int used = Math.min(64, length - 64 * block);
            long mask = used == 64 ? -1L : (1L << used) - 1;
            value += Long.bitCount(more[block] & mask) - Long.bitCount(less[block] & mask);
        }
        return value;
    }

    long[] more() {
        return more.clone();
    }

    long[] less() {
        return less.clone();
    }
}
