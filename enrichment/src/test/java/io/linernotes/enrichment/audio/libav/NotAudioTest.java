package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that hold no sound, or none that may be decoded. Numbers are those of the list of bad inputs. */
class NotAudioTest {
    @TempDir
    static Path folder;

    private static Recordings recordings;

    @BeforeAll
    static void makeSound() throws IOException {
        recordings = new Recordings(folder, 4);
    }

    @Test
    @DisplayName("1: an empty file")
    void refusesAnEmptyFile() {
        assertRow(new byte[0], "QUARANTINED | MEDIA_EMPTY | file has 0 bytes");
    }

    @Test
    @DisplayName("2: 100 bytes of an MP3")
    void refusesTheFirstBytesOfARecording() throws IOException {
        assertRow(
                Arrays.copyOf(recordings.bytes("mp3"), 100),
                "QUARANTINED | MEDIA_TOO_SHORT | 100 bytes, no complete audio frame");
    }

    @ParameterizedTest
    @DisplayName("3, 4: a web page, an error message, a picture")
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><body>Not found</body></html>|text/html",
                "<html lang=\"en\"><head></head></html>|text/html",
                "{\"error\": \"expired\"}|application/json",
                "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>|application/xml",
                "The server is too busy. Try again later.|text/plain",
                "%PDF-1.7 something|application/pdf",
                "\u0089PNG\u001a something|image/png",
                "PK\u0003\u0004 something|application/zip",
            })
    void refusesWhatIsNoSound(String content, String type) {
        assertRow(latin(content), "QUARANTINED | MEDIA_NOT_AUDIO | content looks like " + type);
    }

    @Test
    @DisplayName("5: a megabyte of random bytes")
    void refusesRandomBytes() {
        assertRow(
                Recordings.noise(1_000_000),
                "QUARANTINED | MEDIA_UNRECOGNISED | no allowed container found in first 1000000 bytes");
    }

    @Test
    @DisplayName("16: pictures and no sound")
    void refusesPicturesWithoutSound() {
        byte[] tag = new byte[40_010];
        // The size of what follows, 40,000, in four times seven bits.
        System.arraycopy(new byte[] {'I', 'D', '3', 3, 0, 0, 0, 2, 56, 64}, 0, tag, 0, 10);

        assertRow(tag, "QUARANTINED | MEDIA_NO_AUDIO | no audio stream, only an ID3 tag of 40010 bytes");
    }

    @ParameterizedTest
    @DisplayName("25: protected sound")
    @ValueSource(strings = {"drms", "enca", "aavd"})
    void refusesProtectedSound(String entry) throws IOException {
        assertRow(
                Recordings.replace(recordings.bytes("m4a"), "mp4a", entry),
                "QUARANTINED | MEDIA_ENCRYPTED | protected audio (%s)".formatted(entry));
    }

    @Test
    @DisplayName("25: a protected brand")
    void refusesAProtectedBrand() throws IOException {
        assertRow(
                Recordings.replace(recordings.bytes("m4a"), "M4A ", "aaxc"),
                "QUARANTINED | MEDIA_ENCRYPTED | protected audio (aaxc)");
    }

    @Test
    void tellsAStorageThatFailsFromARecordingThatIsBroken() throws IOException {
        byte[] bytes = recordings.bytes("flac");

        assertThat(Outcome.of(new FailingSource(bytes, bytes.length / 2)).row())
                .isEqualTo("QUARANTINED | MEDIA_UNREADABLE | the file could not be read");
    }

    private static void assertRow(byte[] bytes, String row) {
        assertThat(Outcome.of(bytes).row()).isEqualTo(row);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A storage that fails when it is read behind a position. */
    private record FailingSource(MediaSource source, long limit) implements MediaSource {
        FailingSource(byte[] bytes, long limit) {
            this(new ByteArraySource("a.flac", bytes), limit);
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public SeekableBytes open() throws IOException {
            SeekableBytes bytes = source.open();
            return new SeekableBytes() {
                private long position;

                @Override
                public long length() {
                    return bytes.length();
                }

                @Override
                public void seek(long target) throws IOException {
                    position = target;
                    bytes.seek(target);
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (position > limit) {
                        throw new IOException("the disk is gone");
                    }
                    int read = bytes.read(buffer, offset, length);
                    position += read;
                    return read;
                }

                @Override
                public void close() throws IOException {
                    bytes.close();
                }
            };
        }
    }
}
