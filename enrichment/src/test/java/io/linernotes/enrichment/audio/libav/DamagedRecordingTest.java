package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings whose bytes are not what they were. Numbers are those of the list of bad inputs. */
class DamagedRecordingTest {
    @TempDir
    static Path folder;

    private static Recordings recordings;

    @BeforeAll
    static void makeSound() throws IOException {
        recordings = new Recordings(folder, 20);
    }

    @Test
    @DisplayName("9: an MP3 with 0.1 % of its bytes flipped")
    void countsDamagedPackets() throws IOException {
        byte[] bytes = recordings.bytes("mp3");
        Random random = new Random(3);
        for (int i = 0; i < bytes.length / 1000; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }

        assertThat(Outcome.of(bytes).row())
                .matches("OK_DEGRADED \\| MEDIA_DAMAGED \\| \\d+ damaged packets, \\d+ format changes.*");
    }

    @Test
    @DisplayName("10: 8 KB zeroed in the middle of AAC")
    void keepsPositionsBehindAHoleInTheBytes() throws IOException {
        byte[] bytes = recordings.bytes("m4a", "-movflags", "+faststart", "-b:a", "64k");
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8192, (byte) 0);
        Outcome outcome = Outcome.of(bytes);

        assertThat(outcome.decodedMs()).isCloseTo(20_000, within(100L));
        assertThat(outcome.row())
                .matches("OK_DEGRADED \\| MEDIA_DAMAGED \\| .* \\| MEDIA_GAP \\| 1 gaps, \\d+ ms filled with silence");
    }
}
