package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.TestSound;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings that are too much. Numbers are those of the list of bad inputs. */
class LimitsTest {
    private static final DecodingConfig DEFAULTS = DecodingConfig.DEFAULTS;

    @TempDir
    Path folder;

    @ParameterizedTest
    @DisplayName("29: Matroska with too many streams")
    @CsvSource({
        "16, OK_DEGRADED | MEDIA_MULTI_AUDIO | 16 audio streams",
        "17, QUARANTINED | MEDIA_LIMIT | limit reached: streams > 16",
        "5000, QUARANTINED | MEDIA_LIMIT | limit reached: streams > 16"
    })
    void refusesTooManyStreams(int streams, String row) {
        assertThat(Outcome.of(matroska(streams)).row()).startsWith(row);
    }

    @Test
    @DisplayName("32: 49 hours")
    void refusesRecordingsThatAreTooLong() throws IOException {
        // One second of sound, and one more that is presented 49 hours later.
        Path file = new Recordings(folder, 2).as("mka", "-af", "asetpts='PTS+gte(T,1)*176400/TB'", "-c:a", "pcm_s16le");

        assertThat(Outcome.of(file).row()).isEqualTo("QUARANTINED | MEDIA_TOO_LONG | 49 h over limit 48 h");
    }

    @ParameterizedTest
    @CsvSource({"-1, OK", "0, OK", "1, QUARANTINED | MEDIA_TOO_LONG | 0 h over limit 0 h"})
    void allowsTheLongestRecordingToTheSample(int more, String row) {
        byte[] wav = TestSound.wav16(AudioStream.SAMPLE_RATE, new float[60 * AudioStream.SAMPLE_RATE + more]);

        assertThat(Outcome.of(new ByteArraySource("a", wav), config(Duration.ofMinutes(1), DEFAULTS.wallTime()))
                        .row())
                .isEqualTo(row);
    }

    @Test
    void takesMoreSamplesOfPcmThanPacketsAreAllowed() throws IOException {
        byte[] quiet = TestSound.wav16(AudioStream.SAMPLE_RATE, new float[10_000_001]);
        Outcome outcome = Outcome.of(new Recordings(folder, quiet).as("mov", "-c:a", "pcm_s16le"));

        assertThat(outcome.row()).isEqualTo("OK");
        assertThat(outcome.decodedMs()).isEqualTo(625_000);
    }

    @Test
    void stopsWhenTimeIsUp() throws IOException {
        byte[] bytes = new Recordings(folder, 2).bytes("mp3");

        assertThat(Outcome.of(new ByteArraySource("a", bytes), config(DEFAULTS.longestRecording(), Duration.ofNanos(1)))
                        .row())
                .startsWith("QUARANTINED | MEDIA_LIMIT | limit reached: decoding time > ");
    }

    private static DecodingConfig config(Duration longest, Duration wallTime) {
        return new DecodingConfig(
                DEFAULTS.probeBytes(),
                DEFAULTS.analyzeDuration(),
                DEFAULTS.maxStreams(),
                DEFAULTS.maxPacketBytes(),
                DEFAULTS.maxAllocationBytes(),
                longest,
                wallTime);
    }

    /** A file (RFC 9559) with tracks of PCM and a tenth of a second in the first. */
    private static byte[] matroska(int tracks) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 1; i <= tracks; i++) {
            byte[] number =
                    element(0xd7, ByteBuffer.allocate(2).putShort((short) i).array());
            byte[] uid =
                    element(0x73c5, ByteBuffer.allocate(2).putShort((short) i).array());
            byte[] audio = element(0x83, new byte[] {2});
            byte[] codec = element(0x86, "A_PCM/INT/LIT".getBytes(StandardCharsets.US_ASCII));
            byte[] bits = element(0xe1, element(0x6264, new byte[] {16}));
            entries.writeBytes(element(0xae, Recordings.join(number, uid, audio, codec, bits)));
        }
        byte[] type = element(0x4282, "matroska".getBytes(StandardCharsets.US_ASCII));
        byte[] block = element(0xa3, Recordings.join(new byte[] {(byte) 0x81, 0, 0, (byte) 0x80}, new byte[1_600]));
        byte[] cluster = element(0x1f43b675, Recordings.join(element(0xe7, new byte[1]), block));
        byte[] segment = Recordings.join(element(0x1654ae6b, entries.toByteArray()), cluster);
        return Recordings.join(element(0x1a45dfa3, type), element(0x18538067, segment));
    }

    private static byte[] element(int id, byte[] content) {
        int idBytes = (39 - Integer.numberOfLeadingZeros(id)) / 8;
        ByteBuffer element = ByteBuffer.allocate(idBytes + 8 + content.length);
        for (int shift = 8 * (idBytes - 1); shift >= 0; shift -= 8) {
            element.put((byte) (id >> shift));
        }
        return element.putLong((1L << 56) | content.length).put(content).array();
    }
}
