package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What creators write into files besides sound, in every kind of tag and every encoding. */
class TagsInFilesTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @TempDir
    static Path folder;

    private static byte[] mp3 = {};
    private static byte[] wav = {};

    @BeforeAll
    static void makeSound() throws IOException {
        wav = TestSound.wav16(48_000, TestSound.chirp(1, 48_000, 3));
        Path in = Files.write(folder.resolve("in.wav"), wav);
        mp3 = Files.readAllBytes(
                Ffmpeg.convert(in, folder.resolve("in.mp3"), "-write_xing", "0", "-id3v2_version", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "v4.mp3, libmp3lame, -id3v2_version, 4",
        "v3.mp3, libmp3lame, -id3v2_version, 3",
        "a.m4a, aac, -strict, -2",
        "a.opus, libopus, -strict, -2",
        "a.ogg, vorbis, -strict, -2",
        "a.flac, flac, -strict, -2",
        "a.mka, flac, -strict, -2",
        "a.wav, pcm_s16le, -strict, -2",
        "a.wma, wmav2, -strict, -2",
        "a.aiff, pcm_s16be, -write_id3v2, 1",
    })
    void readsTagsOfEveryContainer(String file, String codec, String option, String value) {
        Path tagged = folder.resolve(file);
        Ffmpeg.run(
                "-i",
                folder + "/in.wav",
                "-ac",
                "2",
                "-c:a",
                codec,
                option,
                value,
                "-metadata",
                "title=Bienen überall 🐝",
                "-metadata",
                "artist=Zoë",
                "-metadata",
                "album=Field Notes",
                "-metadata",
                "language=ger",
                "-metadata:s:a:0",
                "language=ger",
                "-metadata",
                "date=2026-03-01",
                "-metadata",
                "comment=On a roof.",
                tagged.toString());

        EpisodeMetadata tags = Decoded.of(tagged).report().tags();

        assertThat(tags.title()).isEqualTo("Bienen überall 🐝");
        assertThat(tags.artist()).isEqualTo("Zoë");
        assertThat(tags.album()).isEqualTo("Field Notes");
        assertThat(tags.show()).isEqualTo("Field Notes");
        assertThat(tags.published()).startsWith("2026");
        assertThat(tags.description()).isEqualTo("On a roof.");
        assertThat(tags.language()).isEqualTo("de");
    }

    @Test
    void readsTheOldestTags() {
        Id3Tag second = new Id3Tag(2)
                .text("TT2", 0, "Café".getBytes(StandardCharsets.ISO_8859_1))
                .text("TP1", 1, "Zoë".getBytes(StandardCharsets.UTF_16))
                .text("TAL", 0, "Notes".getBytes(StandardCharsets.ISO_8859_1))
                .text("TLA", 0, "fre".getBytes(StandardCharsets.ISO_8859_1))
                .text("TYE", 0, "1999".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(tags(second.before(mp3)))
                .isEqualTo(new EpisodeMetadata("Notes", "Café", "1999", "fr", null, "Zoë", "Notes"));
    }

    @Test
    void readsWhatOnlyTheEndOfTheFileSays() {
        assertThat(tags(first("Café “Zoë”", "Renée", "Été")))
                .isEqualTo(new EpisodeMetadata("Été", "Café “Zoë”", "1999", null, "Hôtel", "Renée", "Été"));
    }

    @ParameterizedTest
    @CsvSource({"0, ISO-8859-1", "1, UTF-16", "2, UTF-16BE", "3, UTF-8"})
    void readsEveryEncoding(int encoding, String charset) {
        byte[] title = "Ærø".getBytes(Charset.forName(charset));

        assertThat(tags(new Id3Tag(4).text("TIT2", encoding, title).before(mp3)).title())
                .isEqualTo("Ærø");
        assertThat(tags(new Id3Tag(3).text("TIT2", encoding, title).before(mp3)).title())
                .isEqualTo("Ærø");
    }

    @Test
    void keepsWhatCanBeReadOfBrokenEncodings() {
        byte[] odd = Arrays.copyOf("Ab".getBytes(StandardCharsets.UTF_16), 5);
        byte[] mixed = {'G', 'r', (byte) 0xC3, (byte) 0xBC, 'n', (byte) 0xFF, '!'};

        assertThat(tags(new Id3Tag(3).text("TIT2", 1, odd).before(mp3)).title()).isEqualTo("A");
        assertThat(tags(riff("INAM", mixed)).title()).isEqualTo("Grün!");
        assertThat(tags(riff("INAM", "Grün".getBytes(WINDOWS))).title()).isEqualTo("Grün");
        assertThat(tags(riff("INAM", "Grün".getBytes(StandardCharsets.UTF_8))).title())
                .isEqualTo("Grün");
    }

    @Test
    void cutsAndCleans() {
        byte[] long1 = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        byte[] dirty = "\u0001\u001b]0;title\u0007A\r\n\u200bB\u202e\ufeff".getBytes(StandardCharsets.UTF_8);

        assertThat(tags(new Id3Tag(4).text("TIT2", 3, long1).before(mp3)).title())
                .hasSize(500);
        assertThat(tags(new Id3Tag(4).text("TPE1", 3, dirty).before(mp3)).artist())
                .isEqualTo("]0;titleA \u200bB");
        assertThat(tags(new Id3Tag(4)
                                .text("TALB", 3, "\0 \n".getBytes(StandardCharsets.UTF_8))
                                .before(mp3))
                        .album())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xxx", "und", "", "English", "12"})
    void knowsNoLanguageThatIsNone(String language) {
        assertThat(tags(new Id3Tag(4).text("TLAN", language).before(mp3)).language())
                .isNull();
    }

    private static EpisodeMetadata tags(byte[] file) {
        return Decoded.of(new ByteArraySource("tagged", file)).report().tags();
    }

    /** An ID3v1 tag behind the sound. */
    private static byte[] first(String title, String artist, String album) {
        ByteBuffer tag = ByteBuffer.allocate(128).put("TAG".getBytes(StandardCharsets.US_ASCII));
        tag.position(3).put(title.getBytes(WINDOWS));
        tag.position(33).put(artist.getBytes(WINDOWS));
        tag.position(63).put(album.getBytes(WINDOWS));
        tag.position(93).put("1999".getBytes(WINDOWS));
        tag.position(97).put("Hôtel".getBytes(WINDOWS));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(mp3);
        file.writeBytes(tag.array());
        return file.toByteArray();
    }

    /** A WAV file with one piece of information behind the sound. */
    private static byte[] riff(String id, byte[] text) {
        int padded = text.length + 1 + (text.length + 1) % 2;
        ByteBuffer list = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        list.put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
        list.put(("INFO" + id).getBytes(StandardCharsets.US_ASCII)).putInt(text.length + 1);
        list.put(text);
        byte[] file = Arrays.copyOf(wav, wav.length + list.capacity());
        System.arraycopy(list.array(), 0, file, wav.length, list.capacity());
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
        return file;
    }
}
