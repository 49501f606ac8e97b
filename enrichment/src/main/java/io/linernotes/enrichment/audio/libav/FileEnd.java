package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a file says about its own end where libav does not pass it on: it corrects the size in a WAV header to that of the
 * file, ignores the end marks of Ogg, and takes the end of the file for that of an MP4 or Matroska file, so that cut files
 * of these kinds look complete.
 *
 * @param length size in bytes
 * @param declaredSamples duration in samples at 16 kHz; 0 when nothing is said
 * @param missing whether an end mark should be there and is not, or the container should go on behind the last byte
 */
record FileEnd(long length, long declaredSamples, boolean missing) {
    private static final int HEAD_BYTES = 4096;
    /** Two of the longest pages of Ogg. */
    private static final int TAIL_BYTES = 2 * (27 + 255 + 255 * 255);

    private static final int PAGE_HEADER_BYTES = 27;
    private static final int END_OF_STREAM = 4;
    private static final int SEGMENT = 0x18538067;

    static FileEnd of(SeekableBytes bytes) throws IOException {
        byte[] head = new byte[(int) Math.min(HEAD_BYTES, bytes.length())];
        Bytes.readFully(bytes, 0, head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if ((text.startsWith("RIFF") || text.startsWith("RF64")) && text.startsWith("WAVE", 8)) {
            return wav(head, bytes.length());
        }
        boolean missing = (text.startsWith("OggS") && isOggEndMissing(bytes))
                || (text.startsWith("\u001aE\u00df\u00a3") && matroskaEnd(head) > bytes.length())
                || (Mp4Boxes.looksLikeMp4(head) && Mp4Boxes.isCut(bytes));
        return new FileEnd(bytes.length(), 0, missing);
    }

    /** Where the data end by their own size, and how long that is. */
    private static FileEnd wav(byte[] head, long length) {
        ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long rate = 0;
        long bytesPerSecond = 0;
        long blockBytes = 0;
        long largeSize = 0;
        long position = 12;
        while (position + 8 <= head.length) {
            int at = (int) position;
            String type = new String(head, at, 4, StandardCharsets.ISO_8859_1);
            long size = buffer.getInt(at + 4) & 0xffffffffL;
            if (type.equals("fmt ") && at + 22 <= head.length) {
                rate = buffer.getInt(at + 12) & 0xffffffffL;
                bytesPerSecond = buffer.getInt(at + 16) & 0xffffffffL;
                blockBytes = buffer.getShort(at + 20) & 0xffff;
            } else if (type.equals("ds64") && at + 24 <= head.length) {
                largeSize = buffer.getLong(at + 16);
            } else if (type.equals("data")) {
                long data = size == 0xffffffffL ? largeSize : isUnknown(size) ? 0 : size;
                boolean known = bytesPerSecond > 0 && data > 0 && data < Long.MAX_VALUE / AudioStream.SAMPLE_RATE;
                // In compressed data the bytes per second are an average, and often wrong.
                long samples = known && bytesPerSecond == rate * blockBytes
                        ? data * AudioStream.SAMPLE_RATE / bytesPerSecond
                        : 0;
                return new FileEnd(length, samples, known && position + 8 + data - length > bytesPerSecond / 10);
            }
            position += 8 + size + (size & 1);
        }
        return new FileEnd(length, 0, false);
    }

    /** Whether a size is one of those that programs write who cannot know it, at the ends of both kinds of 32 bits. */
    private static boolean isUnknown(long size) {
        return size >= 0xfffff000L || (size >= 0x7ffff000L && size <= 0x80000000L);
    }

    /** Where the segment (RFC 8794 and 9559) ends by its own size; 0 when that is unknown. */
    private static long matroskaEnd(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        int header = 4 + vintBytes(head, 4);
        long segment = header + vint(head, 4);
        if (segment < 0 || segment + 12 > head.length || ByteBuffer.wrap(head).getInt((int) segment) != SEGMENT) {
            return 0;
        }
        int at = (int) segment + 4;
        long size = vint(head, at);
        return size < 0 ? 0 : at + vintBytes(head, at) + size;
    }

    /** Length of a number whose first byte says by its leading zeros how many follow. */
    private static int vintBytes(byte[] head, int at) {
        return 1 + Integer.numberOfLeadingZeros(head[at] & 0xff) - 24;
    }

    /** The number without its length mark; -1 when all its bits are set, which means unknown. */
    private static long vint(byte[] head, int at) {
        int length = Math.min(8, vintBytes(head, at));
        long unknown = (1L << (7 * length)) - 1;
        long value = 0;
        for (int i = at; i < at + length; i++) {
            value = (value << 8) | (head[i] & 0xff);
        }
        value &= unknown;
        return value == unknown ? -1 : value;
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
