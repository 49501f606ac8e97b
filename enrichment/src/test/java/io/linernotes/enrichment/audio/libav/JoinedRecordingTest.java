package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings put together from several. Numbers are those of the list of bad inputs. */
class JoinedRecordingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @DisplayName("11, 12: MP3 files of different shapes, joined")
    @CsvSource({
        "44100, 2, 48000, 1",
        "44100, 1, 44100, 2",
        "44100, 2, 44100, 1",
        "44100, 2, 22050, 1",
        "22050, 1, 44100, 2"
    })
    void followsChangesOfRateAndChannelsWithinOneFile(int rate, int channels, int nextRate, int nextChannels)
            throws IOException {
        Path first = mp3Frames(rate, channels, 4);
        Path second = mp3Frames(nextRate, nextChannels, 3);
        double sum = seconds(Ffmpeg.decode(first)) + seconds(Ffmpeg.decode(second));
        Decoded decoded = decode(Files.readAllBytes(first), Files.readAllBytes(second));

        assertThat(seconds(decoded)).isCloseTo(sum, within(0.05));
        assertThat(decoded.level(1, 3)).isCloseTo(0.28, within(0.02));
        assertThat(decoded.level(5, 6.5)).isCloseTo(0.28, within(0.02));
        assertThat(decoded.findings()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("23: Ogg streams, chained, whose clocks start again")
    @ValueSource(strings = {"opus", "vorbis"})
    void continuesWhereTheClockOfAnOggChainStartsAgain(String codec) throws IOException {
        Recordings recordings = new Recordings(
                folder, TestSound.wav16(48_000, TestSound.chirp(4, 48_000, 5), TestSound.chirp(4, 48_000, 5)));
        String encoder = codec.equals("opus") ? "libopus" : codec;
        byte[] first = recordings.bytes("ogg", "-c:a", encoder, "-strict", "-2", "-serial_offset", "7");
        byte[] second = recordings.bytes("ogg", "-c:a", encoder, "-strict", "-2", "-serial_offset", "9");
        Decoded decoded = decode(first, second);

        assertThat(seconds(decoded)).isCloseTo(8, within(0.05));
        assertThat(decoded.level(1, 3)).isGreaterThan(0.2);
        assertThat(decoded.level(5, 7)).isGreaterThan(0.2);
        assertThat(decoded.findings()).isEmpty();
    }

    @Test
    void countsTheChangesOfShapeOfADamagedRecording() throws IOException {
        byte[] first = Files.readAllBytes(mp3Frames(44_100, 2, 4));
        byte[] second = Files.readAllBytes(mp3Frames(48_000, 1, 3));
        byte[] rubbish = Recordings.noise(3_000);
        Decoded decoded = decode(first, rubbish, second);

        assertThat(decoded.report().findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).matches("\\d+ damaged packets, [1-9]\\d* format changes"));
    }

    /** A stream of MP3 frames without header frame or tags. */
    private Path mp3Frames(int rate, int channels, int seconds) throws IOException {
        float[] tone = TestSound.sine(seconds, rate, 440, 0.4);
        byte[] wav = channels == 2 ? TestSound.wav16(rate, tone, tone) : TestSound.wav16(rate, tone);
        Path file = Files.write(folder.resolve(rate + "-" + channels + ".wav"), wav);
        return Ffmpeg.convert(
                file, folder.resolve(rate + "-" + channels + ".mp3"), "-write_xing", "0", "-id3v2_version", "0");
    }

    private static Decoded decode(byte[]... parts) {
        return Decoded.of(new ByteArraySource("joined", Recordings.join(parts)));
    }

    private static double seconds(float[] samples) {
        return (double) samples.length / AudioStream.SAMPLE_RATE;
    }

    private static double seconds(Decoded decoded) {
        return (double) decoded.samples().size() / AudioStream.SAMPLE_RATE;
    }
}
