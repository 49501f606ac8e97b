package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of which five seconds in the middle are gone: what comes behind them stays where it was. */
class HoleTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;
    /** 100 ms. */
    private static final int NEAR = RATE / 10;

    @TempDir
    static Path folder;

    private static Recordings recordings;
    private static float[] sound;

    @BeforeAll
    static void makeSound() throws IOException {
        recordings = new Recordings(folder, 20);
        sound = Ffmpeg.decode(recordings.wav());
    }

    @ParameterizedTest
    @CsvSource({"m4a, aac", "mp4, libopus", "opus, libopus", "ogg, flac", "mkv, aac", "mka, libmp3lame", "webm, libopus"
    })
    void keepsPositionsBehindMissingPackets(String extension, String codec) {
        Path whole = recordings.as(extension, "-c:a", codec);
        Path holed = recordings.file("holed." + extension);
        Ffmpeg.convert(whole, holed, "-c", "copy", "-bsf:a", "noise=amount=0:drop='between(pts*tb,8,13)'");

        assertPositions(new FileMediaSource(holed));
    }

    @Test
    void keepsPositionsBehindMissingPagesOfOgg() throws IOException {
        assertPositions(new ByteArraySource("holed.ogg", withoutPages(recordings.bytes("ogg", "-c:a", "libopus"))));
    }

    private static void assertPositions(MediaSource holed) {
        Decoded decoded = Decoded.of(holed);

        assertThat((double) decoded.samples().size() / RATE).isCloseTo(20, within(0.1));
        assertThat(decoded.level(8.5, 12.5)).isLessThan(0.01);
        assertThat(decoded.findings()).contains(ErrorCode.MEDIA_GAP);
        Likeness before = Likeness.greatest(sound, decoded.samples(), 6 * RATE, 7 * RATE);
        Likeness behind = Likeness.greatest(sound, decoded.samples(), 15 * RATE, 16 * RATE);
        assertThat(before.value()).isGreaterThan(0.9);
        assertThat(before.shiftSamples()).isCloseTo(0, within(NEAR));
        assertThat(behind.value()).isGreaterThan(0.9);
        assertThat(behind.shiftSamples()).isCloseTo(0, within(NEAR));
    }

    /** Leaves out the pages (RFC 3533) that end between the eighth and the thirteenth second, at 48 kHz. */
    private static byte[] withoutPages(byte[] whole) {
        ByteBuffer pages = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int at = 0;
        while (at < whole.length) {
            long granule = pages.getLong(at + 6);
            int segments = whole[at + 26] & 0xff;
            int length = 27 + segments;
            for (int i = 0; i < segments; i++) {
                length += whole[at + 27 + i] & 0xff;
            }
            if (granule <= 8 * 48_000 || granule > 13 * 48_000) {
                kept.write(whole, at, length);
            }
            at += length;
        }
        return kept.toByteArray();
    }
}
