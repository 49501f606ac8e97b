package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;

/**
 * Whether an Ogg file ends as it should. Ogg (RFC 3533) declares no duration, so that a cut file looks complete but for
 * one thing: the last page of a stream carries a mark, and is whole.
 */
final class OggEnd {
    /** Longest page, twice. */
    private static final int TAIL_BYTES = 2 * (27 + 255 + 255 * 255);

    private static final int END_OF_STREAM = 4;
    private static final int HEADER_BYTES = 27;

    private OggEnd() {}

    static boolean isMissing(SeekableBytes bytes) throws IOException {
        long start = Math.max(0, bytes.length() - TAIL_BYTES);
        byte[] tail = new byte[(int) (bytes.length() - start)];
        Bytes.readFully(bytes, start, tail);
        for (int i = tail.length - HEADER_BYTES; i >= 0; i--) {
            if (isPage(tail, i)) {
                return (tail[i + 5] & END_OF_STREAM) == 0 || pageEnd(tail, i) > tail.length;
            }
        }
        return true;
    }

    private static boolean isPage(byte[] bytes, int at) {
        return bytes[at] == 'O'
                && bytes[at + 1] == 'g'
                && bytes[at + 2] == 'g'
                && bytes[at + 3] == 'S'
                && bytes[at + 4] == 0;
    }

    private static int pageEnd(byte[] bytes, int at) {
        int segments = bytes[at + 26] & 0xff;
        int end = at + HEADER_BYTES + segments;
        for (int i = at + HEADER_BYTES; i < at + HEADER_BYTES + segments && i < bytes.length; i++) {
            end += bytes[i] & 0xff;
        }
        return end;
    }
}
