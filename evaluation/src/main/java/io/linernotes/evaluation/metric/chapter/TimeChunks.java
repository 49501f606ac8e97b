package io.linernotes.evaluation.metric.chapter;

import java.util.BitSet;

/**
 * Chapter starts on a grid of six seconds, so that segmentations can be compared whatever the transcript, as in chunkseg:
 * the duration is cut to whole chunks, a start in the rest moves to the last chunk, and each chunk with a start counts as
 * a gap with a boundary.
 */
public final class TimeChunks {
    private static final long CHUNK_MS = 6_000;

    private final int chunks;

    /** @param durationMs at least one chunk */
    public TimeChunks(long durationMs) {
        this.chunks = Math.toIntExact(durationMs / CHUNK_MS);
        if (chunks < 1) {
            throw new IllegalArgumentException("Too short for chunks of 6 s: %d ms".formatted(durationMs));
        }
    }

    /** Chunks in which a chapter starts; a start at 0 is none. */
    public BitSet flags(long[] startsMs) {
        BitSet flags = new BitSet(chunks);
        for (long start : startsMs) {
            if (start > 0) {
                flags.set((int) Math.min(chunks - 1L, start / CHUNK_MS));
            }
        }
        return flags;
    }

    /** The segmentation that these starts make. */
    public Segmentation segmentation(long[] startsMs) {
        return Segmentation.ofGaps(chunks + 1, flags(startsMs));
    }

    /** Chunks that are flagged on both sides. */
    public MatchCounts matches(long[] reference, long[] hypothesis) {
        BitSet both = flags(reference);
        BitSet actual = flags(hypothesis);
        int expected = both.cardinality();
        both.and(actual);
        return new MatchCounts(both.cardinality(), both.cardinality(), expected, actual.cardinality());
    }
}
