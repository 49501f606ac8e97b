package io.linernotes.enrichment.llm.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The segments that this process writes: one at a time, in the folder of the run that it works for. */
public final class LedgerSegments implements AutoCloseable {
    private final LedgerFiles files;
    private final String writer;
    private @Nullable String folder;
    private @Nullable LedgerSegment current;

    /** @param writer the beginning of the segments' names, as {@link #isBy} finds it; without a dash */
    public LedgerSegments(LedgerFiles files, String writer) {
        if (writer.isEmpty() || writer.contains("-") || writer.contains("/")) {
            throw new IllegalArgumentException("Invalid writer: " + writer);
        }
        this.files = files;
        this.writer = writer;
    }

    /** The segment in this folder; begun when first asked for. */
    public synchronized LedgerSegment in(String wanted) {
        LedgerSegment segment = current;
        if (segment == null || !wanted.equals(folder)) {
            if (segment != null) {
                segment.close();
            }
            segment = LedgerSegment.create(files, wanted + "/" + writer + "-" + UUID.randomUUID() + ".jsonl");
            current = segment;
            folder = wanted;
        }
        return segment;
    }

    /** Ends the open segment, if there is one. */
    @Override
    public synchronized void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Whether a segment with this file name was written by this writer. */
    public static boolean isBy(String writer, String fileName) {
        return fileName.startsWith(writer + "-");
    }
}
