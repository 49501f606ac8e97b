package io.linernotes.enrichment.audio.libav;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** An ID3v2 tag, frame by frame. */
final class Id3Tag {
    static final int ORDERED = 1;
    static final int TOP_LEVEL = 2;

    private final int version;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

    /** @param version 2, 3 or 4 */
    Id3Tag(int version) {
        this.version = version;
    }

    Id3Tag frame(String id, byte[]... parts) {
        frames.writeBytes(frameBytes(id, parts));
        return this;
    }

    /** A text frame: 0 is Latin-1, 1 UTF-16 with a mark, 2 UTF-16BE, 3 UTF-8. */
    Id3Tag text(String id, int encoding, byte[] text) {
        return frame(id, new byte[] {(byte) encoding}, text);
    }

    Id3Tag text(String id, String text) {
        return frame(id, text(text));
    }

    /** A chapter with a title, a link and a picture. */
    Id3Tag chapter(String name, long startMs, long endMs, String title) {
        byte[] times = ByteBuffer.allocate(16)
                .putInt((int) startMs)
                .putInt((int) endMs)
                .putInt(-1)
                .putInt(-1)
                .array();
        return frame(
                "CHAP",
                name(name),
                times,
                frameBytes("TIT2", text(title)),
                frameBytes("WXXX", new byte[] {0, 0}, "http://example.org/".getBytes(StandardCharsets.US_ASCII)),
                frameBytes("APIC", new byte[] {0}, name("image/png"), new byte[] {3, 0}, new byte[500]));
    }

    Id3Tag chapterWithoutTitle(String name, long startMs, long endMs) {
        return frame(
                "CHAP",
                name(name),
                ByteBuffer.allocate(16)
                        .putInt((int) startMs)
                        .putInt((int) endMs)
                        .array());
    }

    Id3Tag table(String name, int flags, String... entries) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (String entry : entries) {
            names.writeBytes(name(entry));
        }
        return frame(
                "CTOC",
                name(name),
                new byte[] {(byte) flags, (byte) entries.length},
                names.toByteArray(),
                frameBytes("TIT2", text("Contents")));
    }

    /** The tag, and what follows it. */
    byte[] before(byte[] sound) {
        ByteBuffer file = ByteBuffer.allocate(10 + frames.size() + sound.length);
        file.put(name("ID3"), 0, 3).put((byte) version).put((byte) 0).put((byte) 0);
        return file.putInt(syncsafe(frames.size()))
                .put(frames.toByteArray())
                .put(sound)
                .array();
    }

    private byte[] frameBytes(String id, byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer frame = ByteBuffer.allocate((version == 2 ? 6 : 10) + size);
        frame.put(id.getBytes(StandardCharsets.US_ASCII));
        if (version == 2) {
            frame.put((byte) (size >> 16)).putShort((short) size);
        } else {
            frame.putInt(version == 4 ? syncsafe(size) : size).putShort((short) 0);
        }
        for (byte[] part : parts) {
            frame.put(part);
        }
        return frame.array();
    }

    private byte[] text(String text) {
        Charset charset = version == 4 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16;
        byte[] bytes = text.getBytes(charset);
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) (version == 4 ? 3 : 1))
                .put(bytes)
                .array();
    }

    private static byte[] name(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int syncsafe(int size) {
        return (size >> 21 & 0x7f) << 24 | (size >> 14 & 0x7f) << 16 | (size >> 7 & 0x7f) << 8 | (size & 0x7f);
    }
}
