package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which files carry chapters, in files made here byte by byte. The sound is ten seconds long. */
class ChaptersInFilesTest {
    @TempDir
    static Path folder;

    private static byte[] mp3 = {};

    @BeforeAll
    static void makeSound() throws IOException {
        Files.write(folder.resolve("in.wav"), TestSound.wav16(48_000, TestSound.chirp(10, 48_000, 3)));
        mp3 = Files.readAllBytes(convert("in.mp3", "-write_xing", "0", "-id3v2_version", "0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void showsWhatTheTopTableListsInOrderOfTime(int version) {
        Id3Tag tag = new Id3Tag(version)
                .chapter("c", 6_000, 8_000, "Third")
                .chapter("hidden", 1_000, 2_000, "Picture only")
                .chapter("a", 0, 3_000, "Erste: Ärger")
                .table("other", 0, "hidden")
                .table("toc", Id3Tag.TOP_LEVEL | Id3Tag.ORDERED, "c", "a", "b")
                .chapter("b", 3_000, 6_000, "Second");

        assertThat(decoded(tag)).containsExactly("0-3000 Erste: Ärger", "3000-6000 Second", "6000-8000 Third");
    }

    @Test
    void flattensTablesThatTheTopTableLists() {
        Id3Tag tag = new Id3Tag(4)
                .table("toc", Id3Tag.TOP_LEVEL, "a", "part", "nothing")
                .table("part", 0, "b", "c", "toc")
                .chapter("a", 0, 3_000, "One")
                .chapter("b", 3_000, 5_000, "Two")
                .chapter("hidden", 4_000, 5_000, "Hidden")
                .chapter("c", 5_000, 9_000, "Three");

        assertThat(decoded(tag)).containsExactly("0-3000 One", "3000-5000 Two", "5000-9000 Three");
    }

    @Test
    void takesTheOnlyTableForTheTopOne() {
        Id3Tag tag = new Id3Tag(3)
                .chapter("a", 0, 3_000, "One")
                .chapter("b", 3_000, 5_000, "Two")
                .table("toc", 0, "b");

        assertThat(decoded(tag)).containsExactly("3000-5000 Two");
    }

    @Test
    void showsEveryChapterWhereNoTableHelps() {
        Id3Tag none = new Id3Tag(3).chapter("b", 3_000, 5_000, "Two").chapter("a", 0, 3_000, "One");
        Id3Tag wrong = new Id3Tag(3)
                .chapter("a", 0, 3_000, "One")
                .chapter("b", 3_000, 5_000, "Two")
                .table("toc", Id3Tag.TOP_LEVEL, "x", "y");
        Id3Tag several = new Id3Tag(3)
                .chapter("a", 0, 3_000, "One")
                .chapter("b", 3_000, 5_000, "Two")
                .table("t", 0, "a")
                .table("u", 0, "b");

        assertThat(List.of(decoded(none), decoded(wrong), decoded(several)))
                .containsOnly(List.of("0-3000 One", "3000-5000 Two"));
    }

    @Test
    void readsATableOfMoreEntriesThanItsCountCanSay() throws IOException {
        StringBuilder metadata = new StringBuilder(";FFMETADATA1\n");
        for (int i = 0; i < 300; i++) {
            metadata.append(
                    "[CHAPTER]\nTIMEBASE=1/1000\nSTART=%d\nEND=%d\ntitle=No %d\n".formatted(30 * i, 30 * i + 30, i));
        }
        Path text = Files.writeString(folder.resolve("many.txt"), metadata);
        Path file = folder.resolve("many.mp3");
        Ffmpeg.run("-i", folder + "/in.wav", "-i", text.toString(), "-map_chapters", "1", file.toString());

        assertThat(chapters(Decoded.of(file))).hasSize(300).contains("8970-9000 No 299");
    }

    @Test
    void namesNoChapterThatHasNoTitle() {
        assertThat(decoded(new Id3Tag(4).chapterWithoutTitle("chp0", 0, 3_000))).containsExactly("0-3000 ");
    }

    @Test
    void putsTimesInOrderAndCountsWhatItLeavesOut() {
        Id3Tag tag = new Id3Tag(4)
                .chapter("beyond", 50_000, 60_000, "Beyond")
                .chapter("late", 8_000, 99_000, "Late")
                .chapter("overlapping", 0, 9_000, "Overlapping")
                .chapter("backwards", 5_000, 1_000, "Backwards")
                .chapter("again", 5_000, 6_000, "Again")
                .chapter("huge", 0xfffffff0L, 0xffffffffL, "Huge");
        Decoded decoded = Decoded.of(new ByteArraySource("in.mp3", tag.before(mp3)));

        assertThat(chapters(decoded))
                .startsWith("0-5000 Overlapping", "5000-8000 Backwards")
                .hasSize(3);
        assertThat(decoded.report().chapters().get(2).range().endMs())
                .isEqualTo(decoded.report().decodedMs());
        assertThat(decoded.report().findings())
                .containsExactly(
                        new Finding(ErrorCode.MEDIA_DAMAGED, "2 chapters begin after the end of the sound"),
                        new Finding(ErrorCode.MEDIA_DAMAGED, "1 chapters begin when another one does"));
    }

    @Test
    void cutsLongTitlesAndLeavesOutWhatCannotBeSeen() {
        Id3Tag tag = new Id3Tag(4)
                .chapter("a", 0, 3_000, "x".repeat(100_000))
                .chapter("b", 3_000, 5_000, "One\u0007\u001b[31m \r\n\t two\u202E")
                .chapter("c", 5_000, 6_000, "\uD83D\uDE00".repeat(400));

        List<EmbeddedChapter> chapters = Decoded.of(new ByteArraySource("in.mp3", tag.before(mp3)))
                .report()
                .chapters();
        assertThat(chapters.get(0).title()).hasSize(500);
        assertThat(chapters.get(1).title()).isEqualTo("One[31m two");
        assertThat(chapters.get(2).title()).isEqualTo("\uD83D\uDE00".repeat(250));
    }

    @Test
    void keepsTwoThousandOfTenThousandChaptersAndCountsTheRest() {
        Id3Tag tag = new Id3Tag(4);
        for (int i = 0; i < 9_900; i++) {
            tag.chapterWithoutTitle("c" + i, i, i + 1);
        }
        Decoded decoded = Decoded.of(new ByteArraySource("in.mp3", tag.before(mp3)));

        assertThat(decoded.report().chapters()).hasSize(2_000);
        assertThat(decoded.report().findings())
                .containsExactly(
                        new Finding(ErrorCode.MEDIA_LIMIT, "limit reached: chapters > 2000, 7900 more left out"));
    }

    @ParameterizedTest
    @CsvSource({"ogg, vorbis", "opus, libopus", "flac, flac"})
    void readsChaptersInVorbisComments(String extension, String codec) throws IOException {
        Path file = convert(
                "comments." + extension,
                "-c:a",
                codec,
                "-ac",
                "2",
                "-strict",
                "-2",
                "-metadata",
                "CHAPTER001=00:00:00.000",
                "-metadata",
                "CHAPTER001NAME=Eins: Öl",
                "-metadata",
                "CHAPTER002=00:00:04.250",
                "-metadata",
                "CHAPTER002NAME=Zwei",
                "-metadata",
                "CHAPTER003=00:00:99.000",
                "-metadata",
                "CHAPTER003NAME=Beyond");

        assertThat(chapters(Decoded.of(file))).startsWith("0-4250 Eins: Öl").hasSize(2);
        assertThat(chapters(Decoded.of(file)).get(1)).startsWith("4250-").endsWith(" Zwei");
    }

    @Test
    void readsBothChapterListsOfMp4() throws IOException {
        byte[] both = mp4();
        byte[] onlyTrack = replaced(both, "chpl", "free");
        byte[] onlyShortList = replaced(both, "chap", "free");

        assertThat(List.of(mp4Chapters(both), mp4Chapters(onlyTrack), mp4Chapters(onlyShortList)))
                .containsOnly(List.of("0-2000 One", "2000-6000 Two", "6000-10000 Three"));
        assertThat(mp4Chapters(replaced(onlyTrack, "chap", "free"))).isEmpty();
    }

    @Test
    void prefersTheChapterTrackOfMp4ToItsShortList() throws IOException {
        byte[] both = mp4();
        // The short list: version, flags, four bytes, count; then time, length, title.
        int list = indexOf(both, "chpl") + 4 + 9;
        ByteBuffer.wrap(both).putLong(list + 9 + 3, 50_000_000L);

        assertThat(mp4Chapters(both)).containsExactly("0-2000 One", "2000-6000 Two", "6000-10000 Three");
        assertThat(mp4Chapters(replaced(both, "chap", "free")))
                .containsExactly("0-5000 One", "5000-6000 Two", "6000-10000 Three");
    }

    @Test
    void showsTheDefaultEditionOfMatroska() {
        byte[] first = edition(flag(0x45DB, 0), atom(0, "First"), atom(4_000, "Second"));
        byte[] second = edition(flag(0x45DB, 1), atom(0, "Eins"), atom(5_000, "Zwei"), atom(7_000, "Drei"));

        assertThat(matroska(first, second)).containsExactly("0-5000 Eins", "5000-7000 Zwei", "7000-10000 Drei");
        assertThat(matroska(second, first)).containsExactly("0-5000 Eins", "5000-7000 Zwei", "7000-10000 Drei");
    }

    @Test
    void showsTheFirstEditionOfMatroskaThatIsNotHidden() {
        byte[] hidden = edition(flag(0x45BD, 1), flag(0x45DB, 1), atom(0, "Hidden"));
        byte[] first = edition(atom(1_000, "First"), atom(4_000, "Second"));
        byte[] second = edition(atom(2_000, "Other"));

        assertThat(matroska(hidden, first, second)).containsExactly("1000-4000 First", "4000-10000 Second");
        assertThat(matroska(hidden)).isEmpty();
    }

    @Test
    void leavesOutChaptersOfMatroskaThatAreHiddenOffOrElsewhereAndThoseInsideOthers() {
        byte[] edition = edition(
                flag(0x45DD, 1),
                atom(6_000, "Last"),
                atom(0, "First", atom(1_000, "Inside")),
                atom(2_000, "Hidden", flag(0x98, 1)),
                atom(3_000, "Off", flag(0x4598, 0)),
                atom(4_000, "Elsewhere", element(0x6E67, new byte[16])));

        assertThat(matroska(edition)).containsExactly("0-6000 First", "6000-10000 Last");
    }

    @Test
    void findsChaptersBehindTheSoundOfMatroska() throws IOException {
        byte[] file = Files.readAllBytes(convert("live.mka", "-c:a", "flac", "-live", "1"));
        int origin = segment(file);
        byte[] chapters =
                element(0x1043A770, edition(flag(0x45DB, 0), atom(0, "A")), edition(flag(0x45DB, 1), atom(0, "B")));
        int seekHeadBytes = seekHead(0).length;
        ByteArrayOutputStream moved = new ByteArrayOutputStream();
        moved.write(file, 0, origin);
        moved.write(seekHead(file.length - origin + seekHeadBytes));
        moved.write(file, origin, file.length - origin);
        moved.write(chapters);

        assertThat(chapters(Decoded.of(new ByteArraySource("a.mka", moved.toByteArray()))))
                .containsExactly("0-10000 B");
    }

    /** Whatever the bytes of tags and editions are, there is a list of chapters in order. */
    @Test
    void survivesDamagedTablesAndEditions() throws IOException {
        Id3Tag tag = new Id3Tag(4)
                .table("toc", Id3Tag.TOP_LEVEL, "a", "part")
                .table("part", 0, "b", "toc")
                .chapter("a", 0, 3_000, "One")
                .chapter("b", 3_000, 5_000, "Two");
        byte[] id3 = tag.before(Arrays.copyOf(mp3, 4_000));
        byte[] live = Files.readAllBytes(convert("short.mka", "-t", "0.1", "-c:a", "flac", "-live", "1"));
        byte[] matroska =
                insert(live, segment(live), element(0x1043A770, edition(atom(0, "A", atom(10, "B")), atom(20, "C"))));
        int head = segment(matroska) + 120;
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            for (byte[] original : List.of(id3, matroska)) {
                byte[] damaged = original.clone();
                int reach = original == id3 ? 1_500 : head;
                for (int change = random.nextInt(1, 6); change > 0; change--) {
                    damaged[random.nextInt(reach)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
                }
                ByteArraySource source = new ByteArraySource("damaged", damaged);
                List<EmbeddedChapter> chapters =
                        ChapterSelection.of(source.open()).of(List.of());
                CreatorChapters inside = CreatorChapters.within(chapters, 5_000);
                assertThat(inside.chapters())
                        .isSortedAccordingTo((a, b) ->
                                Long.compare(a.range().startMs(), b.range().startMs()));
                assertThat(inside.chapters().size() + inside.outside() + inside.doubled())
                        .isEqualTo(chapters.size());
            }
        }
    }

    private static List<String> decoded(Id3Tag tag) {
        return chapters(Decoded.of(new ByteArraySource("in.mp3", tag.before(mp3))));
    }

    /** Chapters as start, end and title. */
    private static List<String> chapters(Decoded decoded) {
        return decoded.report().chapters().stream()
                .map(chapter -> "%d-%d %s"
                        .formatted(chapter.range().startMs(), chapter.range().endMs(), chapter.title()))
                .toList();
    }

    private static Path convert(String name, String... options) {
        return Ffmpeg.convert(folder.resolve("in.wav"), folder.resolve(name), options);
    }

    private static byte[] mp4() throws IOException {
        Path text = Files.writeString(folder.resolve("three.txt"), """
                ;FFMETADATA1
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=2000
                title=One
                [CHAPTER]
                TIMEBASE=1/1000
                START=2000
                END=6000
                title=Two
                [CHAPTER]
                TIMEBASE=1/1000
                START=6000
                END=10000
                title=Three
                """);
        Path file = folder.resolve("three.m4b");
        Ffmpeg.run("-i", folder + "/in.wav", "-i", text.toString(), "-map_chapters", "1", file.toString());
        return Files.readAllBytes(file);
    }

    private static List<String> mp4Chapters(byte[] file) {
        // The last one ends with the sound, whose end encoders round up.
        return chapters(Decoded.of(new ByteArraySource("a.m4b", file))).stream()
                .map(chapter -> chapter.replaceFirst("-100\\d\\d ", "-10000 "))
                .toList();
    }

    private static byte[] replaced(byte[] file, String box, String by) {
        byte[] copy = file.clone();
        System.arraycopy(by.getBytes(StandardCharsets.US_ASCII), 0, copy, indexOf(file, box), 4);
        return copy;
    }

    private static int indexOf(byte[] file, String text) {
        int index = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(text);
        assertThat(index).as("position of " + text).isPositive();
        return index;
    }

    private List<String> matroska(byte[]... editions) {
        byte[] file;
        try {
            file = Files.readAllBytes(convert("live.mka", "-c:a", "flac", "-live", "1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        byte[] withChapters = insert(file, segment(file), element(0x1043A770, editions));
        return chapters(Decoded.of(new ByteArraySource("a.mka", withChapters)));
    }

    /** Where the content of the segment begins: behind four bytes of identifier and eight of size. */
    private static int segment(byte[] file) {
        int index = new String(file, StandardCharsets.ISO_8859_1).indexOf("\u0018S\u0080g");
        assertThat(index).isPositive();
        return index + 12;
    }

    private static byte[] insert(byte[] file, int position, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, position)
                .put(part)
                .put(file, position, file.length - position)
                .array();
    }

    private static byte[] seekHead(int position) {
        byte[] seek = element(
                0x4DBB,
                element(0x53AB, new byte[] {0x10, 0x43, (byte) 0xA7, 0x70}),
                element(0x53AC, ByteBuffer.allocate(4).putInt(position).array()));
        return element(0x114D9B74, seek);
    }

    private static byte[] edition(byte[]... children) {
        return element(0x45B9, children);
    }

    private static byte[] flag(int id, int value) {
        return element(id, new byte[] {(byte) value});
    }

    private static byte[] atom(long startMs, String title, byte[]... more) {
        List<byte[]> children = new ArrayList<>();
        children.add(element(0x73C4, new byte[] {(byte) title.hashCode()}));
        children.add(element(
                0x91, ByteBuffer.allocate(8).putLong(startMs * 1_000_000).array()));
        children.add(element(
                0x80, element(0x85, title.getBytes(StandardCharsets.UTF_8)), element(0x437C, new byte[] {'e', 'n', 'g'
                })));
        children.addAll(Arrays.asList(more));
        return element(0xB6, children.toArray(new byte[0][]));
    }

    /** An element of EBML with a size of four bytes. */
    private static byte[] element(int id, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        byte[] content = out.toByteArray();
        int idBytes = (39 - Integer.numberOfLeadingZeros(id)) / 8;
        ByteBuffer element = ByteBuffer.allocate(idBytes + 4 + content.length);
        for (int i = idBytes - 1; i >= 0; i--) {
            element.put((byte) (id >> (8 * i)));
        }
        return element.putInt(0x10000000 | content.length).put(content).array();
    }
}
