package io.linernotes.evaluation.metric.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a sequence a symbol stands, as a row of bits. Frequent symbols keep their row, rare ones their positions,
 * so that memory stays linear in the length of the sequence. For one thread: rows are reused.
 */
final class SymbolBits {
    private static final int[] NOWHERE = {};

    private final int blocks;
    private final Map<Integer, long[]> rows = new HashMap<>();
    private final Map<Integer, int[]> positions = new HashMap<>();
    private final long[] shared;
    private int[] inShared = NOWHERE;

    SymbolBits(int[] sequence, int from, int to) {
        blocks = Math.max(1, (to - from + 63) / 64);
        shared = new long[blocks];
        Map<Integer, Integer> filled = new HashMap<>();
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = from; i < to; i++) {
            counts.merge(sequence[i], 1, Integer::sum);
        }
        for (int i = from; i < to; i++) {
            int symbol = sequence[i];
            int count = counts.getOrDefault(symbol, 0);
            if (count >= blocks) {
                set(rows.computeIfAbsent(symbol, key -> new long[blocks]), i - from);
            } else {
                int next = filled.merge(symbol, 1, Integer::sum) - 1;
                positions.computeIfAbsent(symbol, key -> new int[count])[next] = i - from;
            }
        }
    }

    /** Blocks of 64 bits in a row, at least 1. */
    int blocks() {
        return blocks;
    }

    /** The bits of the symbol, lowest first; valid until the next call. */
    long[] row(int symbol) {
        long @Nullable [] kept = rows.get(symbol);
        if (kept != null) {
            return kept;
        }
        for (int position : inShared) {
            shared[position >> 6] = 0;
        }
        inShared = positions.getOrDefault(symbol, NOWHERE);
        for (int position : inShared) {
            set(shared, position);
        }
        return shared;
    }

    private static void set(long[] row, int position) {
        row[position >> 6] |= 1L << (position & 63);
    }
}
