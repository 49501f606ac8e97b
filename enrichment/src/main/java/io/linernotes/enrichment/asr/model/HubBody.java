package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the body of one answer goes: to the end of the target for a part of the file, else in its place. */
final class HubBody implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18})");

    private final Path target;
    private final long largest;
    private @Nullable FileChannel file;
    private final AtomicLong received = new AtomicLong();
    private volatile long total = -1;

    HubBody(Path target, long largest) {
        this.target = target;
        this.largest = largest;
    }

    /** The disk refused what came. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException cause;

        private Unwritable(IOException cause) {
            super(cause);
            this.cause = cause;
        }

        IOException cause() {
            return cause;
        }
    }

    /** Bytes of this answer so far. */
    long received() {
        return received.get();
    }

    /** Bytes of the whole file; -1 when the answer does not say. */
    long total() {
        return total;
    }

    /**
     * Takes an answer.
     *
     * @param tag where the entity tag is kept, if it is a strong one
     */
    synchronized BodySubscriber<Void> receive(int status, HttpHeaders headers, Path tag) {
        if (status != 200 && status != 206) {
            return BodySubscribers.discarding();
        }
        try {
            boolean part = status == 206;
            total = part
                    ? totalOf(headers)
                    : headers.firstValueAsLong("content-length").orElse(-1);
            if (total > largest) {
                throw tooLarge();
            }
            keepTag(headers, tag);
            FileChannel opened = part
                    ? FileChannel.open(target, StandardOpenOption.APPEND)
                    : FileChannel.open(
                            target,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
            file = opened;
            return BodySubscribers.ofByteArrayConsumer(bytes -> write(bytes, opened));
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    private void write(Optional<byte[]> bytes, FileChannel opened) {
        try {
            if (bytes.isEmpty()) {
                opened.force(true);
                return;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
            while (buffer.hasRemaining()) {
                opened.write(buffer);
            }
            received.addAndGet(bytes.get().length);
            if (opened.size() > largest) {
                Files.deleteIfExists(target);
                throw tooLarge();
            }
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    /** Nothing is written after this, even if the transfer goes on. */
    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private long totalOf(HttpHeaders headers) throws IOException {
        Matcher range = RANGE.matcher(headers.firstValue("content-range").orElse(""));
        long present = Files.exists(target) ? Files.size(target) : 0;
        if (!range.matches() || Long.parseLong(range.group(1)) != present) {
            throw new Unwritable(
                    new HubDownload.TransferException("the server sends another part than it was asked for"));
        }
        return Long.parseLong(range.group(2));
    }

    /** A weak tag does not say that bytes are the same. */
    private static void keepTag(HttpHeaders headers, Path tag) throws IOException {
        String value = headers.firstValue("etag").orElse("");
        if (value.startsWith("\"")) {
            Files.writeString(tag, value, StandardCharsets.UTF_8);
        } else {
            Files.deleteIfExists(tag);
        }
    }

    private EnrichmentException tooLarge() {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY,
                "File %s has more than the %s bytes that it may have: nothing was installed."
                        .formatted(target.getFileName(), largest));
    }
}
