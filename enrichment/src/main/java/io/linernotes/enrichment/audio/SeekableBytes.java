package io.linernotes.enrichment.audio;

import java.io.Closeable;
import java.io.IOException;

/** Random access to the bytes of one recording; used by one thread at a time. */
public interface SeekableBytes extends Closeable {
    /** Size in bytes. */
    long length();

    /** Moves to an absolute position in bytes; a position at or after the end makes the next read return -1. */
    void seek(long position) throws IOException;

    /** Reads up to {@code length} bytes; the number read, at least 1, or -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IOException;
}
