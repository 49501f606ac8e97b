package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;

/** Reading whole stretches of a {@link SeekableBytes}. */
final class Bytes {
    private Bytes() {}

    /** Fills the buffer from the current position; the number of bytes read, less than its size only at the end. */
    static int readFully(SeekableBytes bytes, byte[] buffer) throws IOException {
        int filled = 0;
        while (filled < buffer.length) {
            int read = bytes.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }

    static int readFully(SeekableBytes bytes, long position, byte[] buffer) throws IOException {
        bytes.seek(position);
        return readFully(bytes, buffer);
    }
}
