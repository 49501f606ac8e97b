package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Good sound under headers that say little, too much or nonsense. Numbers are those of the list of bad inputs. */
class OddHeaderTest {
    /** Version, flags, entry count, and the duration of the only entry: before the entry's media time. */
    private static final int MEDIA_TIME_IN_ELST = 4 + 4 + 4 + 4;

    @TempDir
    static Path folder;

    private static Recordings recordings;

    @BeforeAll
    static void makeSound() throws IOException {
        recordings = new Recordings(folder, 20);
    }

    @Test
    @DisplayName("13: a VBR MP3 without Xing header")
    void measuresWhatAnMp3DoesNotDeclare() throws IOException {
        Outcome outcome = Outcome.of(recordings.bytes("mp3", "-q:a", "5", "-write_xing", "0"));

        assertThat(outcome.row()).isEqualTo("OK");
        assertThat(outcome.report().declaredMs()).isNull();
        assertThat(outcome.decodedMs()).isCloseTo(20_000, within(80L));
    }

    @Test
    @DisplayName("14: an MP3 whose Xing header counts 0 frames")
    void doesNotBelieveAnMp3ThatDeclaresNoFrames() throws IOException {
        byte[] bytes = recordings.bytes("mp3", "-q:a", "5");
        ByteBuffer.wrap(bytes).putInt(Recordings.find(bytes, "Xing") + 8, 0);
        Outcome outcome = Outcome.of(bytes);

        assertThat(outcome.row()).isEqualTo("OK");
        assertThat(outcome.report().declaredMs()).isNull();
        assertThat(outcome.decodedMs()).isCloseTo(20_000, within(80L));
    }

    @ParameterizedTest
    @DisplayName("15: an MP3 with a cover picture of up to 30 MB")
    @ValueSource(ints = {100_000, 6_000_000, 30_000_000})
    void ignoresACoverPicture(int bytes) throws IOException {
        Outcome outcome = Outcome.of(Recordings.join(coverTag(bytes), recordings.bytes("mp3", "-id3v2_version", "0")));

        assertThat(outcome.row()).isEqualTo("OK");
        assertThat(outcome.report().codec()).isEqualTo("mp3");
        assertThat(outcome.decodedMs()).isEqualTo(20_000);
    }

    @Test
    @DisplayName("17: a film with sound")
    void takesTheSoundOfAFilm() throws IOException {
        Path pictures = Files.write(recordings.file("noise.raw"), Recordings.noise(64 * 64 * 3 * 100));
        Path film = recordings.file("film.mp4");
        String command = "-f rawvideo -pix_fmt rgb24 -s 64x64 -r 5 -i %s -i %s -c:v mpeg4 -c:a aac %s";
        Ffmpeg.run(command.formatted(pictures, recordings.wav(), film).split(" "));
        Outcome outcome = Outcome.of(film);

        assertThat(outcome.row()).isEqualTo("OK");
        assertThat(outcome.report().codec()).isEqualTo("aac");
        assertThat(outcome.decodedMs()).isCloseTo(20_000, within(50L));
    }

    @Test
    @DisplayName("18: a Matroska file in two languages")
    void takesTheDefaultOfTwoLanguages() throws IOException {
        Path quiet =
                Files.write(recordings.file("quiet.wav"), TestSound.wav16(16_000, TestSound.sine(2, 16_000, 300, 0.1)));
        Path loud =
                Files.write(recordings.file("loud.wav"), TestSound.wav16(16_000, TestSound.sine(2, 16_000, 300, 0.8)));
        Path both = recordings.file("both.mkv");
        String command = "-i %s -i %s -map 0 -map 1 -c:a flac -metadata:s:a:0 language=deu "
                + "-metadata:s:a:1 language=eng -disposition:a:0 0 -disposition:a:1 default %s";
        Ffmpeg.run(command.formatted(quiet, loud, both).split(" "));
        Decoded decoded = Decoded.of(both);

        assertThat(Outcome.of(both).row()).isEqualTo("OK_DEGRADED | MEDIA_MULTI_AUDIO | 2 audio streams, used #1");
        assertThat(decoded.level(0.5, 1.5)).isCloseTo(0.566, within(0.01));
    }

    @ParameterizedTest
    @DisplayName("22: a WAV whose sizes nobody filled in")
    @ValueSource(ints = {0, -1})
    void ignoresSizesInWavHeadersThatNobodyFilledIn(int size) throws IOException {
        byte[] bytes = Files.readAllBytes(recordings.wav());
        ByteBuffer.wrap(bytes).putInt(4, size).putInt(40, size);
        Outcome outcome = Outcome.of(bytes);

        assertThat(outcome.row()).isEqualTo("OK");
        assertThat(outcome.decodedMs()).isEqualTo(20_000);
    }

    @Test
    @DisplayName("24: an MP4 whose edit list takes 2,112 samples away")
    void takesThePrimingSamplesAway() throws IOException {
        Recordings atOutputRate = new Recordings(
                Files.createTempDirectory(folder, "aac"), TestSound.wav16(16_000, TestSound.chirp(8, 16_000, 3)));
        byte[] bytes = atOutputRate.bytes("m4a");
        Decoded encoder = decode(bytes);
        int mediaTime = Recordings.find(bytes, "elst") + MEDIA_TIME_IN_ELST;
        assertThat(ByteBuffer.wrap(bytes).getInt(mediaTime)).isEqualTo(1024);
        ByteBuffer.wrap(bytes).putInt(mediaTime, 2112);
        Decoded edited = decode(bytes);

        assertThat(edited.findings()).isEmpty();
        float largest = 0;
        for (int i = 0; i < 100_000; i++) {
            largest = Math.max(
                    largest,
                    Math.abs(edited.samples().get(i) - encoder.samples().get(i + 2112 - 1024)));
        }
        assertThat(largest).isLessThan(1e-6f);
    }

    private static Decoded decode(byte[] bytes) {
        return Decoded.of(new ByteArraySource("episode", bytes));
    }

    /** An ID3 tag (2.3.0) with a picture of random bytes. */
    private static byte[] coverTag(int bytes) {
        byte[] type = "\0image/jpeg\0\3\0".getBytes(StandardCharsets.ISO_8859_1);
        int frame = type.length + bytes;
        ByteBuffer tag = ByteBuffer.allocate(10 + 10 + frame);
        tag.put(new byte[] {'I', 'D', '3', 3, 0, 0}).putInt(sevenBits(10 + frame));
        tag.put("APIC".getBytes(StandardCharsets.ISO_8859_1)).putInt(frame).putShort((short) 0);
        tag.put(type).put(Recordings.noise(bytes));
        return tag.array();
    }

    private static int sevenBits(int size) {
        return ((size & 0xfe00000) << 3) | ((size & 0x1fc000) << 2) | ((size & 0x3f80) << 1) | (size & 0x7f);
    }
}
