package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.timeline.TimeRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chapters of an ID3v2 tag and its tables of contents (the chapter addendum 1.0). libav reads no tables, so that
 * hidden chapters look like the others; it loses chapters of version 2.4 that hold a picture, and gives those without a
 * title their internal name.
 */
final class Id3Chapters {
    /** A table of 255 long names. */
    private static final int LONGEST_TABLE = 1 << 16;
    /** Name and times of a chapter, and where its own frames begin. */
    private static final int CHAPTER_BYTES = 256;

    private static final int LONGEST_TITLE = 4_096;
    private static final int TIMES_BYTES = 16;
    private static final int TOP_LEVEL = 2;

    private final List<Chapter> chapters = new ArrayList<>();
    private final Map<String, List<String>> tables = new HashMap<>();
    private @Nullable String root;

    private record Chapter(String name, EmbeddedChapter chapter) {}

    private Id3Chapters() {}

    /** Reads the tag at the start of a file, if there is one. */
    static Id3Chapters of(SeekableBytes bytes) throws IOException {
        Id3Chapters chapters = new Id3Chapters();
        Id3Frames.visit(bytes, chapters::read);
        return chapters;
    }

    int count() {
        return chapters.size();
    }

    /**
     * The chapters that the top table lists, itself or through the tables that it lists: a table has no time of its own,
     * and one alone has room for 255 entries. All chapters when there is no top table, or when it lists none of them.
     */
    List<EmbeddedChapter> visible() {
        String top = root != null
                ? root
                : tables.size() == 1 ? tables.keySet().iterator().next() : null;
        Set<String> listed = new HashSet<>();
        if (top != null) {
            collect(top, listed);
        }
        boolean any = chapters.stream().anyMatch(chapter -> listed.contains(chapter.name));
        return chapters.stream()
                .filter(chapter -> !any || listed.contains(chapter.name))
                .map(Chapter::chapter)
                .toList();
    }

    private void collect(String table, Set<String> listed) {
        for (String name : tables.getOrDefault(table, List.of())) {
            // A table that lists itself ends here.
            if (listed.add(name)) {
                collect(name, listed);
            }
        }
    }

    private void read(Id3Frames frames, Id3Frames.Frame frame) throws IOException {
        if (frame.id().equals("CHAP")) {
            readChapter(frames, frame);
        } else if (frame.id().equals("CTOC")) {
            readTable(ByteBuffer.wrap(frames.read(frame, LONGEST_TABLE)));
        }
    }

    private void readChapter(Id3Frames frames, Id3Frames.Frame frame) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(frames.read(frame, CHAPTER_BYTES));
        String name = name(head);
        if (name == null || head.remaining() < TIMES_BYTES) {
            return;
        }
        long inside = frame.start() + head.position() + TIMES_BYTES;
        long start = head.getInt() & 0xffffffffL;
        long end = head.getInt() & 0xffffffffL;
        String title = "";
        for (Id3Frames.Frame own : frames.between(inside, frame.end())) {
            if (own.id().equals("TIT2") && title.isEmpty()) {
                title = MediaTags.cleanName(frames.text(own, LONGEST_TITLE));
            }
        }
        TimeRange range = new TimeRange(start, Math.max(start, end));
        chapters.add(new Chapter(name, new EmbeddedChapter(range, title)));
    }

    private void readTable(ByteBuffer table) {
        String name = name(table);
        if (name == null || table.remaining() < 2) {
            return;
        }
        if ((table.get() & TOP_LEVEL) != 0 && root == null) {
            root = name;
        }
        // The number of entries is one byte, and wrong where a program wrote more than 255. What follows the entries,
        // such
        // as a title, is no chapter's name.
        table.get();
        List<String> entries = new ArrayList<>();
        String entry = name(table);
        while (entry != null) {
            entries.add(entry);
            entry = name(table);
        }
        tables.putIfAbsent(name, entries);
    }

    /** The next text that ends with a zero; null when there is none. */
    private static @Nullable String name(ByteBuffer buffer) {
        int start = buffer.position();
        while (buffer.hasRemaining()) {
            if (buffer.get() == 0) {
                ByteBuffer text = buffer.duplicate().position(start).limit(buffer.position() - 1);
                return StandardCharsets.ISO_8859_1.decode(text).toString();
            }
        }
        return null;
    }
}
