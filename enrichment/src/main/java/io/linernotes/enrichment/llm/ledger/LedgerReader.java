package io.linernotes.enrichment.llm.ledger;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger back. A last line that is short or does not fit its checksum is what a process left behind that died while
 * it wrote: it is ignored. Such a line before the last is damage.
 */
public final class LedgerReader {
    private final LedgerFiles files;

    public LedgerReader(LedgerFiles files) {
        this.files = files;
    }

    /**
     * Reads all entries of a segment, in order.
     *
     * @throws EnrichmentException {@link ErrorCode#LEDGER_MISMATCH} when a line in its middle is not what was written,
     *     {@link ErrorCode#STORAGE_UNREADABLE} when it cannot be read
     */
    public void read(String segment, BiConsumer<LedgerEntry, Place> reader) {
        try (InputStream in = new BufferedInputStream(files.open(segment, 0), 1 << 16)) {
            long offset = 0;
            boolean torn = false;
            for (byte[] line = line(in); line != null; line = line(in)) {
                if (torn) {
                    throw damaged(segment, offset);
                }
                LedgerEntry entry = LedgerLine.parse(line);
                int length = line.length + 1;
                if (entry == null) {
                    torn = true;
                } else {
                    reader.accept(entry, new Place(segment, offset, length));
                    offset += length;
                }
            }
        } catch (IOException e) {
            throw unreadable(segment, e);
        }
    }

    /**
     * The text of a reply.
     *
     * @param key of the request that it answers
     * @throws EnrichmentException {@link ErrorCode#LEDGER_MISMATCH} when it does not stand there
     */
    public StoredReply reply(Place place, String key) {
        try (InputStream in = files.open(place.file(), place.offset())) {
            byte[] line = in.readNBytes(place.length() - 1);
            LedgerEntry entry = LedgerLine.parse(line);
            if (entry == null || entry.reply() == null || !entry.key().equals(key)) {
                throw damaged(place.file(), place.offset());
            }
            return new StoredReply(entry.status(), LedgerLine.unzip(entry.reply()), entry.cost(), entry.reserved());
        } catch (IOException e) {
            throw unreadable(place.file(), e);
        }
    }

    /** Up to the next line end or the end of the file; null when nothing is left. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        if (next < 0) {
            // Without a line end it is not whole, whatever its checksum says.
            line.write(0);
        }
        return line.toByteArray();
    }

    private static EnrichmentException damaged(String segment, long offset) {
        return new EnrichmentException(
                ErrorCode.LEDGER_MISMATCH,
                "The ledger of paid requests is damaged: file = %s, byte = %d".formatted(segment, offset));
    }

    private static EnrichmentException unreadable(String segment, IOException cause) {
        return new EnrichmentException(
                ErrorCode.STORAGE_UNREADABLE,
                "The ledger of paid requests cannot be read: file = %s, reason = %s"
                        .formatted(segment, cause.getClass().getSimpleName()),
                cause);
    }
}
