package io.linernotes.enrichment.llm.ledger;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.LedgerFiles.AppendedFile;
import java.io.IOException;

/**
 * The part of the ledger that one process writes. What {@link #append} returned from is on disk. Safe for several threads:
 * those that wait for the disk at the same time share one wait.
 */
public final class LedgerSegment implements AutoCloseable {
    private final String name;
    private final AppendedFile file;
    private final Object forcing = new Object();
    private long written;
    private long forced;
    private boolean broken;

    private LedgerSegment(String name, AppendedFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * Starts a segment.
     *
     * @param name path of the file, which must not exist
     * @throws EnrichmentException {@link ErrorCode#STORAGE_UNSAFE} when it cannot be written
     */
    public static LedgerSegment create(LedgerFiles files, String name) {
        try {
            return new LedgerSegment(name, files.create(name));
        } catch (IOException e) {
            throw unsafe(name, e);
        }
    }

    /**
     * Writes an entry and waits until it is on disk.
     *
     * @throws EnrichmentException {@link ErrorCode#STORAGE_UNSAFE} when that failed; nothing can be written any more then,
     *     as half a line may stand at the end
     */
    public Place append(LedgerEntry entry) {
        byte[] line = LedgerLine.of(entry);
        try {
            long offset = write(line);
            force(offset + line.length);
            return new Place(name, offset, line.length);
        } catch (IOException e) {
            throw unsafe(name, e);
        }
    }

    private synchronized long write(byte[] line) throws IOException {
        if (broken) {
            throw new IOException("An earlier write failed");
        }
        long offset = written;
        broken = true;
        file.append(line);
        broken = false;
        written += line.length;
        return offset;
    }

    private void force(long end) throws IOException {
        synchronized (forcing) {
            if (forced < end) {
                long reached = written();
                file.force();
                forced = reached;
            }
        }
    }

    private synchronized long written() {
        return written;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unsafe(name, e);
        }
    }

    private static EnrichmentException unsafe(String name, IOException cause) {
        return new EnrichmentException(
                ErrorCode.STORAGE_UNSAFE,
                "The ledger of paid requests cannot be written: file = %s, reason = %s"
                        .formatted(name, cause.getClass().getSimpleName()),
                cause);
    }
}
