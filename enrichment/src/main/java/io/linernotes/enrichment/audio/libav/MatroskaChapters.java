package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.timeline.TimeRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chapters of a Matroska file (RFC 9559). libav mixes those of all editions, and shows hidden ones. What a listener
 * sees is the edition marked as default, else the first, among those that are not hidden; of it the outermost chapters
 * that are enabled, not hidden, and not in another file.
 */
final class MatroskaChapters {
    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int SEEK_HEAD = 0x114D9B74;
    private static final int SEEK = 0x4DBB;
    private static final int SEEK_ID = 0x53AB;
    private static final int SEEK_POSITION = 0x53AC;
    private static final int CLUSTER = 0x1F43B675;
    private static final int CHAPTERS = 0x1043A770;
    private static final int EDITION = 0x45B9;
    private static final int EDITION_HIDDEN = 0x45BD;
    private static final int EDITION_DEFAULT = 0x45DB;
    private static final int ATOM = 0xB6;
    private static final int ATOM_START = 0x91;
    private static final int ATOM_END = 0x92;
    private static final int ATOM_HIDDEN = 0x98;
    private static final int ATOM_ENABLED = 0x4598;
    private static final int ATOM_OTHER_FILE = 0x6E67;
    private static final int DISPLAY = 0x80;
    private static final int DISPLAY_TEXT = 0x85;

    private static final int MOST_ELEMENTS = 100;
    /** Some 100,000 chapters. */
    private static final int MOST_BYTES = 16 << 20;
    /** Longest identifier and size of an element. */
    private static final int HEADER_BYTES = 12;

    private static final long NANOSECONDS = 1_000_000;

    private MatroskaChapters() {}

    /** Chapters of the edition that a listener sees, in the order of the file; null when the file has no editions. */
    static @Nullable List<EmbeddedChapter> of(SeekableBytes bytes) throws IOException {
        byte[] body = find(bytes);
        if (body == null) {
            return null;
        }
        boolean any = false;
        Edition best = null;
        for (Element edition : Element.all(ByteBuffer.wrap(body), EDITION)) {
            any = true;
            Edition candidate = Edition.of(edition);
            if (!candidate.hidden() && (best == null || (candidate.isDefault() && !best.isDefault()))) {
                best = candidate;
            }
        }
        return best != null ? best.chapters() : any ? List.of() : null;
    }

    /** The content of the chapters' element; null when there is none, or none that can be found without a long search. */
    private static byte @Nullable [] find(SeekableBytes bytes) throws IOException {
        Element header = Element.at(bytes, 0);
        Element segment = header == null || header.id != EBML ? null : Element.at(bytes, header.end);
        if (segment == null || segment.id != SEGMENT) {
            return null;
        }
        long position = segment.start;
        for (int i = 0; i < MOST_ELEMENTS; i++) {
            Element element = Element.at(bytes, position);
            if (element == null || element.id == CLUSTER) {
                return null;
            }
            if (element.id == CHAPTERS) {
                return content(bytes, element);
            }
            if (element.id == SEEK_HEAD) {
                Element chapters = sought(bytes, element, segment.start);
                if (chapters != null) {
                    return content(bytes, chapters);
                }
            }
            position = element.end;
        }
        return null;
    }

    private static @Nullable Element sought(SeekableBytes bytes, Element seekHead, long origin) throws IOException {
        byte[] body = content(bytes, seekHead);
        for (Element seek : Element.all(ByteBuffer.wrap(body == null ? new byte[0] : body), SEEK)) {
            if ((int) seek.number(SEEK_ID, 0) == CHAPTERS) {
                long position = seek.number(SEEK_POSITION, -1);
                Element target =
                        position < 0 || position > bytes.length() ? null : Element.at(bytes, origin + position);
                return target != null && target.id == CHAPTERS ? target : null;
            }
        }
        return null;
    }

    private static byte @Nullable [] content(SeekableBytes bytes, Element element) throws IOException {
        long size = Math.min(element.end, bytes.length()) - element.start;
        if (size <= 0 || size > MOST_BYTES) {
            return null;
        }
        byte[] content = new byte[(int) size];
        return Bytes.readFully(bytes, element.start, content) == size ? content : null;
    }

    private record Edition(boolean hidden, boolean isDefault, List<EmbeddedChapter> chapters) {
        static Edition of(Element edition) {
            List<EmbeddedChapter> chapters = new ArrayList<>();
            for (Element atom : Element.all(edition.content(), ATOM)) {
                boolean visible = atom.number(ATOM_HIDDEN, 0) == 0
                        && atom.number(ATOM_ENABLED, 1) != 0
                        && Element.all(atom.content(), ATOM_OTHER_FILE).isEmpty();
                if (visible) {
                    chapters.add(chapter(atom));
                }
            }
            return new Edition(
                    edition.number(EDITION_HIDDEN, 0) != 0, edition.number(EDITION_DEFAULT, 0) != 0, chapters);
        }

        private static EmbeddedChapter chapter(Element atom) {
            long start = milliseconds(atom.number(ATOM_START, 0));
            long end = Math.max(start, milliseconds(atom.number(ATOM_END, -1)));
            String title = Element.all(atom.content(), DISPLAY).stream()
                    .flatMap(display -> Element.all(display.content(), DISPLAY_TEXT).stream())
                    .findFirst()
                    .map(text -> StandardCharsets.UTF_8.decode(text.content()).toString())
                    .orElse("");
            return new EmbeddedChapter(new TimeRange(start, end), MediaTags.cleanName(title));
        }

        /** Times are unsigned: what does not fit lies behind every end, as does what is not known. */
        private static long milliseconds(long nanoseconds) {
            return nanoseconds < 0 ? Long.MAX_VALUE : Math.round((double) nanoseconds / NANOSECONDS);
        }
    }

    /** An element of EBML (RFC 8794): in a file, or in a buffer that was read from one. */
    private record Element(int id, long start, long end, ByteBuffer buffer) {
        /** The element at a position; null at the end of the file, or where none begins. */
        static @Nullable Element at(SeekableBytes bytes, long position) throws IOException {
            byte[] head = new byte[HEADER_BYTES];
            Element element = position >= bytes.length()
                    ? null
                    : next(ByteBuffer.wrap(head, 0, Bytes.readFully(bytes, position, head)));
            if (element == null) {
                return null;
            }
            // One of unknown size reaches to the end.
            long end = element.end > Long.MAX_VALUE - position ? bytes.length() : position + element.end;
            return new Element(element.id, position + element.start, end, element.buffer);
        }

        /** The elements with one identifier, one behind the other, in what is left of a buffer. */
        static List<Element> all(ByteBuffer content, int id) {
            List<Element> elements = new ArrayList<>();
            Element element = next(content);
            while (element != null) {
                if (element.id == id) {
                    elements.add(element);
                }
                content.position((int) Math.min(element.end, content.limit()));
                element = next(content);
            }
            return elements;
        }

        /** The element at the buffer's position, with positions in the buffer; null when none begins there. */
        private static @Nullable Element next(ByteBuffer buffer) {
            int idBytes = width(buffer);
            if (idBytes > 4 || idBytes > buffer.remaining()) {
                return null;
            }
            int id = 0;
            for (int i = 0; i < idBytes; i++) {
                id = id << 8 | (buffer.get() & 0xff);
            }
            int sizeBytes = width(buffer);
            if (sizeBytes > 8 || sizeBytes > buffer.remaining()) {
                return null;
            }
            long mask = (1L << (7 * sizeBytes)) - 1;
            long size = 0;
            for (int i = 0; i < sizeBytes; i++) {
                size = size << 8 | (buffer.get() & 0xff);
            }
            size &= mask;
            long start = buffer.position();
            return new Element(id, start, size == mask ? Long.MAX_VALUE : start + size, buffer);
        }

        /** Bytes of the number at the buffer's position: one more than its leading zeros. */
        private static int width(ByteBuffer buffer) {
            int first = buffer.hasRemaining() ? buffer.get(buffer.position()) & 0xff : 0;
            return Integer.numberOfLeadingZeros(first) - 23;
        }

        ByteBuffer content() {
            int from = (int) Math.min(start, buffer.limit());
            return buffer.duplicate().limit((int) Math.min(end, buffer.limit())).position(from);
        }

        /** The unsigned number in the first child with an identifier. */
        long number(int child, long otherwise) {
            List<Element> found = all(content(), child);
            if (found.isEmpty()) {
                return otherwise;
            }
            ByteBuffer digits = found.get(0).content();
            long number = 0;
            while (digits.hasRemaining()) {
                number = number << 8 | (digits.get() & 0xff);
            }
            return number;
        }
    }
}
