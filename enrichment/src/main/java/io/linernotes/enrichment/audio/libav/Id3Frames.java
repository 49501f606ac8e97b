package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Walks the frames of an ID3v2 tag, version 2.3 or 2.4, or those inside one of its frames. */
final class Id3Frames {
    static final int HEADER_BYTES = 10;

    private static final int MOST_FRAMES = 20_000;
    private static final int DATA_LENGTH_INDICATOR = 1;
    private static final int EXTENDED_HEADER = 0x40;
    /** What libav takes for Latin-1 too. */
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final SeekableBytes bytes;
    private final boolean syncsafe;

    private Id3Frames(SeekableBytes bytes, boolean syncsafe) {
        this.bytes = bytes;
        this.syncsafe = syncsafe;
    }

    /** Content of a frame: positions in the file. */
    record Frame(String id, long start, long end) {}

    /** What is done with a frame. */
    @FunctionalInterface
    interface Visitor {
        void visit(Id3Frames frames, Frame frame) throws IOException;
    }

    /** Visits the frames of the tag that a file begins with, if it does. */
    static void visit(SeekableBytes bytes, Visitor visitor) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        boolean tagged = Bytes.readFully(bytes, 0, header) == HEADER_BYTES
                && new String(header, 0, 3, StandardCharsets.ISO_8859_1).equals("ID3")
                && (header[3] == 3 || header[3] == 4);
        if (!tagged) {
            return;
        }
        Id3Frames frames = new Id3Frames(bytes, header[3] == 4);
        long start = HEADER_BYTES;
        long end = Math.min(
                bytes.length(), start + syncsafe(ByteBuffer.wrap(header).getInt(6)));
        if ((header[5] & EXTENDED_HEADER) != 0) {
            int size = ByteBuffer.wrap(frames.read(start, 4)).getInt();
            start += frames.syncsafe ? syncsafe(size) : 4 + (size & 0xffffffffL);
        }
        for (Frame frame : frames.between(start, end)) {
            visitor.visit(frames, frame);
        }
    }

    /** The frames between two positions; compressed and encrypted ones are left out. */
    List<Frame> between(long start, long end) throws IOException {
        List<Frame> found = new ArrayList<>();
        long position = start;
        for (int i = 0; i < MOST_FRAMES && position + HEADER_BYTES <= end; i++) {
            byte[] header = read(position, HEADER_BYTES);
            if (!isId(header)) {
                break;
            }
            position += HEADER_BYTES;
            long next = position + size(ByteBuffer.wrap(header).getInt(4), position, end);
            int skipped = syncsafe && header[9] == DATA_LENGTH_INDICATOR ? 4 : 0;
            if ((header[9] == 0 || skipped > 0) && position + skipped < Math.min(next, end)) {
                String id = new String(header, 0, 4, StandardCharsets.ISO_8859_1);
                found.add(new Frame(id, position + skipped, Math.min(next, end)));
            }
            position = next;
        }
        return found;
    }

    /** Some programs write the plain sizes of 2.3 into 2.4: the size is right that leads to another frame or to the end. */
    private long size(int written, long position, long end) throws IOException {
        long plain = written & 0xffffffffL;
        if (!syncsafe || (written & 0x80808080) != 0) {
            return plain;
        }
        long size = syncsafe(written);
        return size == plain || leadsOn(position + size, end) || !leadsOn(position + plain, end) ? size : plain;
    }

    private boolean leadsOn(long position, long end) throws IOException {
        if (position >= end) {
            return position == end;
        }
        byte[] header = read(position, HEADER_BYTES);
        return header[0] == 0 || isId(header);
    }

    private static boolean isId(byte[] header) {
        for (int i = 0; i < 4; i++) {
            boolean valid = (header[i] >= 'A' && header[i] <= 'Z') || (header[i] >= '0' && header[i] <= '9');
            if (!valid) {
                return false;
            }
        }
        return true;
    }

    /** The first bytes of a frame, zeros after the end of the file. */
    byte[] read(Frame frame, int most) throws IOException {
        return read(frame.start, (int) Math.min(most, frame.end - frame.start));
    }

    private byte[] read(long position, int count) throws IOException {
        byte[] part = new byte[count];
        Bytes.readFully(bytes, position, part);
        return part;
    }

    /** The text of a text frame, up to the first zero. */
    String text(Frame frame, int most) throws IOException {
        byte[] content = read(frame, most);
        Charset charset = switch (content[0]) {
            case 1 -> StandardCharsets.UTF_16;
            case 2 -> StandardCharsets.UTF_16BE;
            case 3 -> StandardCharsets.UTF_8;
            default -> WINDOWS;
        };
        return new String(content, 1, content.length - 1, charset).replaceFirst("(?s)\\x00.*", "");
    }

    /** Four times seven bits. */
    private static long syncsafe(int value) {
        return (value >> 24 & 0x7fL) << 21 | (value >> 16 & 0x7f) << 14 | (value >> 8 & 0x7f) << 7 | (value & 0x7f);
    }
}
