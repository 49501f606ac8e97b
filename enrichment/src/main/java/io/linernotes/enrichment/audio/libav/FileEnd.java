package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a file says about its own end where libav does not pass it on: it corrects the size in a WAV header to that of the
 * file, and ignores the end marks of Ogg, so that cut files of both kinds look complete.
 *
 * @param length size in bytes
 * @param declaredSamples duration in samples at 16 kHz; 0 when nothing is said
 * @param markMissing whether an end mark should be there and is not
 */
record FileEnd(long length, long declaredSamples, boolean markMissing) {
    private static final int HEAD_BYTES = 4096;
    /** Two of the longest pages of Ogg. */
    private static final int TAIL_BYTES = 2 * (27 + 255 + 255 * 255);

    private static final int PAGE_HEADER_BYTES = 27;
    private static final int END_OF_STREAM = 4;
    /** From here on a WAV size is what programs write who cannot know it. */
    private static final long UNKNOWN_SIZE = 0x7ffff000L;

    static FileEnd of(SeekableBytes bytes) throws IOException {
        byte[] head = new byte[(int) Math.min(HEAD_BYTES, bytes.length())];
        Bytes.readFully(bytes, 0, head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
            return new FileEnd(bytes.length(), wavSamples(head), false);
        }
        return new FileEnd(bytes.length(), 0, text.startsWith("OggS") && isOggEndMissing(bytes));
    }

    /** The duration that follows from the bytes per second and the size of the data. */
    private static long wavSamples(byte[] head) {
        ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long bytesPerSecond = 0;
        long position = 12;
        while (position + 8 <= head.length) {
            int at = (int) position;
            String type = new String(head, at, 4, StandardCharsets.ISO_8859_1);
            long size = buffer.getInt(at + 4) & 0xffffffffL;
            if (type.equals("fmt ") && at + 20 <= head.length) {
                bytesPerSecond = buffer.getInt(at + 16) & 0xffffffffL;
            } else if (type.equals("data")) {
                boolean known = bytesPerSecond > 0 && size < UNKNOWN_SIZE;
                return known ? size * AudioStream.SAMPLE_RATE / bytesPerSecond : 0;
            }
            position += 8 + size + (size & 1);
        }
        return 0;
    }

    /** Whether the last page (RFC 3533) is cut, or is not marked as the last of its stream. */
    private static boolean isOggEndMissing(SeekableBytes bytes) throws IOException {
        long start = Math.max(0, bytes.length() - TAIL_BYTES);
        byte[] tail = new byte[(int) (bytes.length() - start)];
        Bytes.readFully(bytes, start, tail);
        String text = new String(tail, StandardCharsets.ISO_8859_1);
        int page = text.lastIndexOf("OggS\0");
        if (page < 0 || page + PAGE_HEADER_BYTES > tail.length) {
            return true;
        }
        int segments = tail[page + 26] & 0xff;
        int end = page + PAGE_HEADER_BYTES + segments;
        for (int i = page + PAGE_HEADER_BYTES; i < Math.min(page + PAGE_HEADER_BYTES + segments, tail.length); i++) {
            end += tail[i] & 0xff;
        }
        return (tail[page + 5] & END_OF_STREAM) == 0 || end > tail.length;
    }
}
