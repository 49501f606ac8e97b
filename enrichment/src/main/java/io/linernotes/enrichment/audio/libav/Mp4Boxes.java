package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the boxes of an MP4 file (ISO/IEC 14496-12) as far as it takes to see that it has an index and that its sound is
 * not protected. libav would decode protected samples into noise.
 */
final class Mp4Boxes {
    /** Twice what 40 hours in fragments of two seconds have. */
    private static final int MOST_BOXES = 1_000_000;
    /** libav keeps 24 bytes for each, whether it is there or not; 48 hours of AAC at 48 kHz have eight million. */
    private static final long MOST_SAMPLES = 10_000_000;
    /** More than the file has bytes are believed up to here: it may be cut. */
    private static final long HARMLESS_SAMPLES = 1_000_000;

    private static final int HEADER_BYTES = 16;
    private static final Set<String> FIRST = Set.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot");
    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "stbl", "moof", "traf");
    private static final Set<String> SAMPLES_AND_INDEX = Set.of("moov", "moof", "mdat");
    private static final Set<String> PROTECTED = Set.of("drms", "aavd", "enca", "encv");
    /** Version, flags and entry count before the first sample entry. */
    private static final int SAMPLE_TABLE_HEADER = 8;

    private final SeekableBytes bytes;
    private int boxes;
    private boolean indexed;
    /** Samples of all tracks, and of the table that is being walked. */
    private long samples;

    private long tableSamples;
    private boolean moments;

    private Mp4Boxes(SeekableBytes bytes) {
        this.bytes = bytes;
    }

    static boolean looksLikeMp4(byte[] head) {
        return head.length >= 12 && FIRST.contains(new String(head, 4, 4, StandardCharsets.ISO_8859_1));
    }

    static void check(SeekableBytes bytes) throws IOException {
        Mp4Boxes file = new Mp4Boxes(bytes);
        file.walk(0, bytes.length(), 0);
        if (!file.indexed) {
            throw new EnrichmentException(ErrorCode.MEDIA_NO_INDEX, "container index missing");
        }
    }

    /** Whether samples or the index should go on behind the last byte. */
    static boolean isCut(SeekableBytes bytes) throws IOException {
        Mp4Boxes file = new Mp4Boxes(bytes);
        long position = 0;
        while (file.hasBox(position, bytes.length())) {
            Box box = file.box(position);
            if (box == null || box.size == 0) {
                return false;
            }
            position += box.size;
            if (position > bytes.length()) {
                // Other types may be what programs of other kinds appended.
                return SAMPLES_AND_INDEX.contains(box.type);
            }
        }
        return false;
    }

    private void walk(long start, long end, int depth) throws IOException {
        long position = start;
        while (hasBox(position, end)) {
            Box box = box(position);
            if (box == null) {
                return;
            }
            long boxEnd = box.size == 0 ? end : position + box.size;
            if (box.type.equals("ftyp")) {
                checkBrand(box, position);
            } else if (box.type.equals("moof") || (box.type.equals("moov") && boxEnd <= end)) {
                indexed = true;
            } else if (box.type.equals("stsd") && depth > 0) {
                checkSampleEntries(position + box.headerBytes + SAMPLE_TABLE_HEADER, Math.min(boxEnd, end));
            }
            countSamples(box, position);
            if (CONTAINERS.contains(box.type) && depth < CONTAINERS.size()) {
                walk(position + box.headerBytes, Math.min(boxEnd, end), depth + 1);
            }
            if (box.type.equals("stbl")) {
                addSamples(moments ? 0 : tableSamples);
                tableSamples = 0;
                moments = false;
            }
            position = boxEnd;
        }
    }

    private boolean hasBox(long position, long end) {
        if (position + 8 > end) {
            return false;
        }
        if (++boxes > MOST_BOXES) {
            throw new EnrichmentException(ErrorCode.MEDIA_LIMIT, "limit reached: boxes > %d".formatted(MOST_BOXES));
        }
        return true;
    }

    private @Nullable Box box(long position) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        int read = Bytes.readFully(bytes, position, header);
        ByteBuffer buffer = ByteBuffer.wrap(header);
        long size = buffer.getInt() & 0xffffffffL;
        String type = new String(header, 4, 4, StandardCharsets.ISO_8859_1);
        int headerBytes = 8;
        if (size == 1 && read == HEADER_BYTES) {
            size = buffer.getLong(8);
            headerBytes = HEADER_BYTES;
        }
        boolean valid = size == 0 || (size >= headerBytes && size <= Long.MAX_VALUE - position);
        return valid ? new Box(type, size, headerBytes) : null;
    }

    /** Notes how many samples a table claims: where all have one size, a few bytes can claim billions. */
    private void countSamples(Box box, long position) throws IOException {
        ByteBuffer fields = ByteBuffer.allocate(HEADER_BYTES);
        Bytes.readFully(bytes, position + box.headerBytes, fields.array());
        switch (box.type) {
            case "stsz" -> tableSamples = fields.getInt(8) & 0xffffffffL;
            case "trun" -> addSamples(fields.getInt(4) & 0xffffffffL);
            // PCM: each sample lasts one tick, and libav keeps nothing for it.
            case "stts" -> moments = fields.getInt(4) == 1 && fields.getInt(12) == 1;
            default -> {}
        }
    }

    private void addSamples(long count) {
        samples += count;
        long limit = Math.min(MOST_SAMPLES, Math.max(HARMLESS_SAMPLES, bytes.length()));
        if (samples > limit) {
            throw new EnrichmentException(ErrorCode.MEDIA_LIMIT, "limit reached: samples > %d".formatted(limit));
        }
    }

    private void checkBrand(Box box, long position) throws IOException {
        byte[] brand = new byte[4];
        Bytes.readFully(bytes, position + box.headerBytes, brand);
        String name = new String(brand, StandardCharsets.ISO_8859_1);
        if (name.equals("aaxc") || name.equals("aax ")) {
            throw protectedAudio(name.strip());
        }
    }

    private void checkSampleEntries(long start, long end) throws IOException {
        long position = start;
        while (hasBox(position, end)) {
            Box entry = box(position);
            if (entry == null || entry.size == 0) {
                return;
            }
            if (PROTECTED.contains(entry.type)) {
                throw protectedAudio(entry.type);
            }
            position += entry.size;
        }
    }

    private static EnrichmentException protectedAudio(String name) {
        return new EnrichmentException(ErrorCode.MEDIA_ENCRYPTED, "protected audio (%s)".formatted(name));
    }

    private record Box(String type, long size, int headerBytes) {}
}
