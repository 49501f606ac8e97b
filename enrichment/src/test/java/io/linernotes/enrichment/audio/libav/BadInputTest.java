package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    @TempDir
    static Path folder;

    private static Path wav;

    @BeforeAll
    static void makeSound() throws IOException {
        wav = Files.write(folder.resolve("sound.wav"), TestSound.wav16(44_100, TestSound.chirp(20, 44_100, 1)));
    }

    @Test
    void refusesAnEmptyFile() {
        assertRefused(new byte[0], ErrorCode.MEDIA_EMPTY, "file has 0 bytes");
    }

    @Test
    void refusesTheFirstBytesOfARecording() throws IOException {
        assertRefused(
                Arrays.copyOf(encoded("mp3"), 100), ErrorCode.MEDIA_TOO_SHORT, "100 bytes, no complete audio frame");
    }

    @ParameterizedTest
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
        assertRefused(
                content.getBytes(StandardCharsets.ISO_8859_1), ErrorCode.MEDIA_NOT_AUDIO, "content looks like " + type);
    }

    @Test
    void refusesRandomBytes() {
        byte[] bytes = new byte[1_000_000];
        new Random(5).nextBytes(bytes);

        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        EnrichmentException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.MEDIA_UNRECOGNISED, ErrorCode.MEDIA_DAMAGED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.wav\n",
                "ffconcat version 1.0\nfile 'canary.wav'\n",
                "\u00ef\u00bb\u00bfffconcat version 1.0\nfile 'canary.wav'\n",
                "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>canary.wav</BaseURL></MPD>",
                "<MPD><Period/></MPD>",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
                "[playlist]\nFile1=canary.wav\n",
                "<asx version=\"3.0\"><entry><ref href=\"canary.wav\"/></entry></asx>",
                "<smil><body><audio src=\"canary.wav\"/></body></smil>",
            })
    void refusesEveryPlaylistUnderAnyName(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(bytes, ErrorCode.MEDIA_FORBIDDEN_FORMAT, "container not allowed");

        // The same as files, beside what they point to.
        Files.copy(wav, folder.resolve("canary.wav"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path file = Files.write(folder.resolve("episode.mp3"), bytes);
        assertThatThrownBy(() -> Decoded.of(file)).isInstanceOf(EnrichmentException.class);
    }

    @Test
    void refusesAPlaylistThatTheSnifferDoesNotKnow() {
        // Enough bytes that are no text, so that only the list of allowed containers stands in the way.
        byte[] bytes = "ffconcat version 1.0\nfile 'canary.wav'\n# \u0001\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] behindSpace =
                ("\n\n  " + new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(behindSpace, ErrorCode.MEDIA_FORBIDDEN_FORMAT, "container not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drms", "enca", "aavd"})
    void refusesProtectedSound(String entry) throws IOException {
        byte[] bytes = encoded("m4a");
        replace(bytes, "mp4a", entry);

        assertRefused(bytes, ErrorCode.MEDIA_ENCRYPTED, "protected audio (%s)".formatted(entry));
    }

    @Test
    void refusesAProtectedBrand() throws IOException {
        byte[] bytes = encoded("m4a");
        replace(bytes, "M4A ", "aaxc");

        assertRefused(bytes, ErrorCode.MEDIA_ENCRYPTED, "protected audio (aaxc)");
    }

    @Test
    void refusesAnMp4FileThatWasCutBeforeItsIndex() throws IOException {
        byte[] bytes = encoded("m4a");

        assertRefused(Arrays.copyOf(bytes, bytes.length / 2), ErrorCode.MEDIA_NO_INDEX, "container index missing");
    }

    @ParameterizedTest
    @CsvSource({
        "mp3, 0.5",
        "mp3, 0.9",
        "mp3, 0.02",
        "m4a, 0.5",
        "m4a, 0.9",
        "flac, 0.5",
        "flac, 0.9",
        "wav, 0.1",
        "wav, 0.5",
        "wav, 0.97",
        "opus, 0.5",
        "opus, 0.9",
        "mka, 0.5",
        "mka, 0.9"
    })
    void reportsEveryRecordingThatWasCut(String extension, double share) throws IOException {
        byte[] whole = encoded(extension, "-movflags", "+faststart");
        byte[] cut = Arrays.copyOf(whole, (int) (whole.length * share));

        if (share < 0.5) {
            assertThatThrownBy(() -> decode(cut)).isInstanceOfSatisfying(EnrichmentException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_TRUNCATED);
                assertThat(e).hasMessageMatching("decoded \\d+ ms of \\d+ ms declared \\(\\d+ %\\)");
            });
        } else {
            try {
                assertThat(decode(cut).findings()).contains(ErrorCode.MEDIA_TRUNCATED);
            } catch (EnrichmentException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_TRUNCATED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "flac", "wav", "opus", "mka", "aac", "ts"})
    void findsNothingInIntactRecordings(String extension) throws IOException {
        assertThat(decode(encoded(extension)).report().findings()).isEmpty();
    }

    @Test
    void keepsThePositionsBehindAHoleInTheBytes() throws IOException {
        byte[] bytes = encoded("m4a", "-movflags", "+faststart", "-b:a", "64k");
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8192, (byte) 0);
        Decoded decoded = decode(bytes);

        assertThat(decoded.report().decodedMs()).isCloseTo(20_000, within(150L));
        assertThat(decoded.findings()).isNotEmpty();
    }

    @Test
    void refusesPicturesWithoutSound() throws IOException {
        byte[] tag = new byte[40_010];
        // The size of what follows, 40,000, in four times seven bits.
        System.arraycopy(new byte[] {'I', 'D', '3', 3, 0, 0, 0, 2, 56, 64}, 0, tag, 0, 10);

        assertRefused(tag, ErrorCode.MEDIA_NO_AUDIO, "no audio stream, only an ID3 tag of 40010 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void ignoresSizesInWavHeadersThatNobodyFilledIn(int size) throws IOException {
        byte[] bytes = Files.readAllBytes(wav);
        ByteBuffer.wrap(bytes).putInt(4, size).putInt(40, size);
        Decoded decoded = decode(bytes);

        assertThat(decoded.report().decodedMs()).isEqualTo(20_000);
        assertThat(decoded.findings()).isEmpty();
    }

    @Test
    void refusesTooManyStreams() throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of("-i", wav.toString()));
        for (int i = 0; i < 20; i++) {
            arguments.addAll(List.of("-map", "0:a"));
        }
        Path file = folder.resolve("many.mka");
        arguments.addAll(List.of("-c:a", "flac", "-t", "1", file.toString()));
        Ffmpeg.run(arguments.toArray(String[]::new));

        assertThatThrownBy(() -> Decoded.of(file)).isInstanceOfSatisfying(EnrichmentException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT);
            assertThat(e).hasMessageStartingWith("limit reached: streams > 16");
        });
    }

    @Test
    void refusesRecordingsThatAreTooLong() {
        DecodingConfig strict = new DecodingConfig(
                5_000_000, Duration.ofSeconds(10), 16, 1 << 24, 1 << 28, Duration.ofSeconds(10), Duration.ofMinutes(1));

        assertThatThrownBy(() -> Decoded.of(new ByteArraySource("a.wav", Files.readAllBytes(wav)), strict))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_TOO_LONG));
    }

    @Test
    void stopsWhenTimeIsUp() throws IOException {
        DecodingConfig hasty = new DecodingConfig(
                5_000_000, Duration.ofSeconds(10), 16, 1 << 24, 1 << 28, Duration.ofDays(2), Duration.ofNanos(1));
        byte[] bytes = encoded("mp3");

        assertThatThrownBy(() -> Decoded.of(new ByteArraySource("a.mp3", bytes), hasty))
                .isInstanceOfSatisfying(EnrichmentException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_LIMIT);
                    assertThat(e).hasMessageStartingWith("limit reached: decoding time > ");
                });
    }

    @Test
    void tellsAStorageThatFailsFromARecordingThatIsBroken() throws IOException {
        byte[] bytes = encoded("flac");

        assertThatThrownBy(() -> Decoded.of(new FailingSource(bytes, bytes.length / 2)))
                .isInstanceOfSatisfying(EnrichmentException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
                    assertThat(e).hasMessage("the file could not be read").hasRootCauseMessage("the disk is gone");
                });
    }

    @Test
    void ignoresACoverPicture() throws IOException {
        Path picture = folder.resolve("cover.png");
        Ffmpeg.run(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-s",
                "640x640",
                "-i",
                noise(640 * 640 * 3).toString(),
                "-frames:v",
                "1",
                picture.toString());
        Path file = folder.resolve("cover.mp3");
        Ffmpeg.run(
                "-i",
                wav.toString(),
                "-i",
                picture.toString(),
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-c:v",
                "copy",
                "-disposition:v",
                "attached_pic",
                file.toString());
        Decoded decoded = Decoded.of(file);

        assertThat(decoded.report().codec()).isEqualTo("mp3");
        assertThat(decoded.report().decodedMs()).isEqualTo(20_000);
        assertThat(decoded.findings()).isEmpty();
    }

    @Test
    void takesTheSoundOfAFilm() throws IOException {
        Path file = folder.resolve("film.mp4");
        Ffmpeg.run(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-s",
                "64x64",
                "-r",
                "5",
                "-i",
                noise(64 * 64 * 3 * 100).toString(),
                "-i",
                wav.toString(),
                "-c:v",
                "mpeg4",
                "-c:a",
                "aac",
                file.toString());
        Decoded decoded = Decoded.of(file);

        assertThat(decoded.report().codec()).isEqualTo("aac");
        assertThat(decoded.report().decodedMs()).isCloseTo(20_000, within(100L));
        assertThat(decoded.findings()).isEmpty();
    }

    @Test
    void countsDamagedPackets() throws IOException {
        byte[] bytes = encoded("mp3");
        Random random = new Random(3);
        for (int i = 0; i < bytes.length / 1000; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Decoded decoded = decode(bytes);

        assertThat(decoded.report().findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.matches("\\d+ damaged packets, \\d+ format changes"));
    }

    private static void assertRefused(byte[] bytes, ErrorCode code, String message) {
        assertThatThrownBy(() -> decode(bytes)).isInstanceOfSatisfying(EnrichmentException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessage(message);
        });
    }

    private static Decoded decode(byte[] bytes) {
        return Decoded.of(new ByteArraySource("episode.mp3", bytes));
    }

    private static byte[] encoded(String extension, String... options) throws IOException {
        return Files.readAllBytes(Ffmpeg.convert(wav, folder.resolve("encoded." + extension), options));
    }

    private static Path noise(int count) throws IOException {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return Files.write(folder.resolve("noise.raw"), bytes);
    }

    private static void replace(byte[] bytes, String from, String to) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.writeBytes(
                new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
        System.arraycopy(changed.toByteArray(), 0, bytes, 0, bytes.length);
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
