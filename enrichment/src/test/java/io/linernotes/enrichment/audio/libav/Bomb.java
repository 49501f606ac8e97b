package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.RepeatingSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Recordings that ask for more memory or time than they are worth. None needs more space here than a few megabytes. */
enum Bomb {
    WAV_WITH_ABSURD_SHAPE(bytes(wav(65_535, -1, 65_535, Integer.MAX_VALUE))),
    WAV_WITH_HUGE_BLOCKS(bytes(wav(2, 8_000, 65_535, 0x70000000))),
    MP4_WITH_ONE_HUGE_SAMPLE(bytes(mp4(1, table(0, 1, 0x7fffffff), 1))),
    MP4_WITH_MANY_SAMPLES(bytes(mp4(1, table(1, 0x0fffffff), 0x0fffffff))),
    MP4_WITH_MANY_SAMPLES_IN_SIXTEEN_TRACKS(bytes(mp4(16, table(1, 10_000_000), 10_000_000))),
    MP4_WITH_HUGE_TABLES(bytes(mp4(16, table(0, 60_000_000), 60_000_000))),
    MP4_WITH_MANY_SAMPLES_IN_FRAGMENTS(fragments()),
    MP4_WITH_NESTED_BOXES(bytes(nested(100_000))),
    MP4_WITH_EMPTY_BOXES(
            new RepeatingSource(latin("\0\0\0\30ftypM4A \0\0\0\0M4A mp42"), latin("\0\0\0\10free"), 1L << 32)),
    MP4_WITH_BOX_OF_NO_LENGTH(bytes(join(latin("\0\0\0\30ftypM4A \0\0\0\0M4A mp42\0\0\0\1moov"), new byte[4096]))),
    MATROSKA_WITH_HUGE_ELEMENT(bytes(join(
            latin(
                    "\u001aE\u00df\u00a3\u0087B\u0082\u0084webm\u0018S\u0080g\u0001\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0016T\u00aek\u0001\0\0\0\u007f\u00ff\u00ff\u00ff\u00ae\u0001\0\0\0\u007f\u00ff\u00ff\u00f0c\u00a2\u0001\0\0\0\u000f\u00ff\u00ff\u00f0"),
            new byte[4096]))),
    OGG_WITHOUT_END_OF_PACKET(new RepeatingSource(
            page(2, 0, "OpusHead\1\1\0\0\u0080\u00bb\0\0\0\0\0", 1), page(1, 255, "", 1), 1L << 31)),
    OGG_WITH_ENDLESS_STREAMS(
            new RepeatingSource(page(2, 0, "OpusHead\1\1\0\0\u0080\u00bb\0\0\0\0\0", 1), streams(), 1L << 28)),
    ID3_OF_256_MEGABYTES(
            bytes(join(latin("ID3\3\0\0\u007f\u007f\u007f\u007fAPIC\u000f\u00ff\u00ff\u00ff\0\0"), new byte[4096]))),
    ID3_WITH_COVER_OF_250_MEGABYTES(new RepeatingSource(
            latin("ID3\3\0\0w\u007f\u007f\u007fAPIC\u000e\u00ff\u00ff\u00f0\0\0\0image/png\0\3\0"),
            Recordings.noise(4096),
            260_000_000)),
    FLAC_WITH_ENDLESS_PICTURES(new RepeatingSource(
            latin("fLaC\0\0\0\42" + "\20\0\20\0\0\0\0\0\0\0\n\u00c4B\u00f0\0\0\0\0" + "\0".repeat(16)),
            picture(),
            1L << 32)),
    CAF_WITH_ABSURD_SHAPE(bytes(join(
            latin("caff\0\1\0\0desc\0\0\0\0\0\0\0\40"),
            ByteBuffer.allocate(8).putDouble(1e300).array(),
            latin(
                    "lpcm\0\0\0\0\u007f\u00ff\u00ff\u00ff\0\0\0\1\u007f\u00ff\u00ff\u00ff\0\0\0\20data\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00f0\0\0\0\0"),
            new byte[4096]))),
    AIFF_WITH_HUGE_CHUNKS(
            bytes(join(latin("FORM\u007f\u00ff\u00ff\u00ffAIFFNAME\u007f\u00ff\u00ff\u00f0"), new byte[4096]))),
    AU_WITH_HUGE_HEADER(bytes(join(
            latin(
                    ".snd\u007f\u00ff\u00ff\u00f0\u007f\u00ff\u00ff\u00f0\0\0\0\1\u007f\u00ff\u00ff\u00ff\0\0\u00ff\u00ff"),
            new byte[4096]))),
    MP3_OF_NOTHING_BUT_HEADERS(new RepeatingSource(new byte[0], latin("\u00ff\u00fb\20\0"), 1L << 26)),
    ZEROES_WITHOUT_END(new RepeatingSource(latin("ID3\3\0\0\0\0\0\0"), new byte[1 << 20], 1L << 36));

    private static final String OPUS_HEAD = "OpusHead\1\1\0\0\u0080\u00bb\0\0\0\0\0";

    @SuppressWarnings("ImmutableEnumChecker") // Every opening begins anew, and nothing writes.
    private final MediaSource source;

    Bomb(MediaSource source) {
        this.source = source;
    }

    MediaSource source() {
        return source;
    }

    private static byte[] wav(int channels, int rate, int block, int size) {
        return ByteBuffer.allocate(44 + 4096)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin("RIFF"))
                .putInt(-1)
                .put(latin("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(Integer.MAX_VALUE)
                .putShort((short) block)
                .putShort((short) 16)
                .put(latin("data"))
                .putInt(size)
                .array();
    }

    /** An index of tracks of AAC. */
    private static byte[] mp4(int tracks, byte[] sizes, int samples) {
        byte[] entry = box(
                "mp4a",
                join(new byte[6], number(1), new byte[6], number(2 << 16 | 16), new byte[4], number(44_100 << 16)));
        byte[] table = box(
                "stbl",
                join(
                        box("stsd", join(number(0), number(1), entry)),
                        box("stts", join(number(0), number(1), number(samples), number(1024))),
                        box("stsc", join(number(0), number(1), number(1), number(samples), number(1))),
                        box("stsz", sizes),
                        box("stco", join(number(0), number(1), number(64)))));
        byte[] handler = box("hdlr", join(new byte[8], latin("soun"), new byte[13]));
        byte[] header = box("mdhd", join(new byte[12], number(44_100), number(samples), new byte[4]));
        byte[] media = box("mdia", join(header, handler, box("minf", table)));
        byte[] track = box("trak", join(box("tkhd", join(new byte[12], number(1), new byte[68])), media));
        byte[][] all = new byte[tracks][];
        Arrays.fill(all, track);
        byte[] movie = box("mvhd", join(new byte[12], number(1000), number(1000), new byte[80]));
        return join(
                latin("\0\0\0\30ftypM4A \0\0\0\0M4A mp42"),
                box("mdat", new byte[4096]),
                box("moov", join(movie, join(all))));
    }

    /** Fragments that claim nine million samples each, without saying anything of any. */
    private static MediaSource fragments() {
        byte[] extend =
                box("mvex", box("trex", join(number(0), number(1), number(1), number(1024), number(1), number(0))));
        byte[] plain = mp4(1, table(0, 0), 0);
        int moov = Recordings.find(plain, "moov") - 4;
        ByteBuffer.wrap(plain).putInt(moov, plain.length - moov + extend.length);
        byte[] run = box("trun", join(number(0), number(9_000_000)));
        byte[] track = box("traf", join(box("tfhd", join(number(0x20000), number(1))), run));
        byte[] fragment = join(box("moof", join(box("mfhd", new byte[8]), track)), box("mdat", new byte[64]));
        return new RepeatingSource(
                join(plain, extend), fragment, plain.length + extend.length + 1000L * fragment.length);
    }

    /** The sizes of samples: one for all, or 0 and a table, of which the start is there. */
    private static byte[] table(int size, int count, int... entries) {
        byte[] table = join(number(0), number(size), number(count));
        for (int entry : entries) {
            table = join(table, number(entry));
        }
        return table;
    }

    private static byte[] nested(int depth) {
        byte[] boxes = new byte[24 + 8 * depth];
        ByteBuffer buffer = ByteBuffer.wrap(boxes).put(latin("\0\0\0\30ftypM4A \0\0\0\0M4A mp42"));
        for (int i = 0; i < depth; i++) {
            buffer.putInt(boxes.length - buffer.position()).put(latin(i == 0 ? "moov" : "trak"));
        }
        return boxes;
    }

    /** A page of Ogg with segments of 255 bytes, none of which ends a packet, or with one packet. */
    private static byte[] page(int flags, int segments, String packet, int stream) {
        byte[] serial = ByteBuffer.allocate(4).putInt(stream).array();
        byte[] head = join(latin("OggS\0"), new byte[] {(byte) flags}, new byte[8], serial, new byte[8]);
        byte[] lengths = new byte[segments == 0 ? 1 : segments];
        Arrays.fill(lengths, (byte) (segments == 0 ? packet.length() : 255));
        byte[] content = segments == 0 ? latin(packet) : new byte[255 * segments];
        byte[] page = join(head, new byte[] {(byte) lengths.length}, lengths, content);
        return checked(page);
    }

    /** With its checksum: CRC-32 by 0x04c11db7, not reflected, starting with 0. */
    private static byte[] checked(byte[] page) {
        int crc = 0;
        for (byte value : page) {
            crc ^= value << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
            }
        }
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(22, crc);
        return page;
    }

    /** Beginnings of a thousand streams. */
    private static byte[] streams() {
        byte[][] pages = new byte[1000][];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = page(2, 0, OPUS_HEAD, i + 2);
        }
        return join(pages);
    }

    /** A picture of almost 16 MB. */
    private static byte[] picture() {
        int size = 0xfffff0;
        byte[] description = join(number(3), number(9), latin("image/png"), number(0), new byte[16], number(size - 41));
        return Arrays.copyOf(join(number(6 << 24 | size), description), 4 + size);
    }

    private static MediaSource bytes(byte[] bytes) {
        return new ByteArraySource("bomb", bytes);
    }

    private static byte[] box(String type, byte[] content) {
        return join(number(8 + content.length), latin(type), content);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        return Recordings.join(parts);
    }
}
