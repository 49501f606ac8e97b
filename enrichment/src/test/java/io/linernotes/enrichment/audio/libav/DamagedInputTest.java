package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred recordings broken at random, always the same ones. A crash would end the process and with it the test. */
class DamagedInputTest {
    private static final int MUTATIONS_PER_SOURCE = 25;

    @TempDir
    Path folder;

    @Test
    void givesOneOutcomeForEveryDamagedRecording() throws IOException {
        Path stereo = Files.write(
                folder.resolve("stereo.wav"),
                TestSound.wav16(44_100, TestSound.chirp(4, 44_100, 1), TestSound.chirp(4, 44_100, 2)));
        List<Path> sources = List.of(
                Ffmpeg.convert(stereo, folder.resolve("a.mp3")),
                Ffmpeg.convert(stereo, folder.resolve("b.mp3"), "-ac", "1", "-q:a", "6"),
                Ffmpeg.convert(stereo, folder.resolve("c.m4a"), "-movflags", "+faststart"),
                Ffmpeg.convert(stereo, folder.resolve("d.opus")),
                Ffmpeg.convert(stereo, folder.resolve("e.flac")),
                Ffmpeg.convert(stereo, folder.resolve("f.mka"), "-c:a", "aac"),
                Ffmpeg.convert(stereo, folder.resolve("g.aac")),
                stereo);
        int decoded = 0;
        int refused = 0;
        for (int source = 0; source < sources.size(); source++) {
            byte[] whole = Files.readAllBytes(sources.get(source));
            for (int i = 0; i < MUTATIONS_PER_SOURCE; i++) {
                byte[] damaged = damage(whole, i % 5, new Random(1000L * source + i));
                try {
                    Decoded result = Decoded.of(new ByteArraySource("damaged", damaged));
                    assertSound(result);
                    decoded++;
                } catch (EnrichmentException e) {
                    assertThat(e.code().name()).startsWith("MEDIA_");
                    assertThat(e.code()).isNotEqualTo(ErrorCode.MEDIA_UNREADABLE);
                    refused++;
                }
            }
        }
        assertThat(decoded + refused).isEqualTo(200);
        assertThat(decoded).isGreaterThan(100);
        assertThat(refused).isGreaterThan(10);
    }

    private static void assertSound(Decoded result) {
        MediaReport report = result.report();
        assertThat(result.samples()).isNotEmpty();
        assertThat(result.samples().stream().allMatch(Float::isFinite)).isTrue();
        Long declared = report.declaredMs();
        if (declared != null && declared - report.decodedMs() > 100 && report.decodedMs() < 0.98 * declared) {
            assertThat(result.findings()).contains(ErrorCode.MEDIA_TRUNCATED);
        }
    }

    private static byte[] damage(byte[] whole, int kind, Random random) {
        byte[] bytes = whole.clone();
        int length = 1 + random.nextInt(Math.min(8192, bytes.length / 2));
        int start = random.nextInt(bytes.length - length);
        switch (kind) {
            case 0 -> {
                return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            }
            case 1 -> {
                for (int i = 0; i < Math.max(1, bytes.length / 1000); i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            }
            case 2 -> {
                Arrays.fill(bytes, start, start + length, (byte) 0);
                return bytes;
            }
            case 3 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, start + length, shorter, start, shorter.length - start);
                return shorter;
            }
            default -> {
                for (int i = 0; i < 20; i++) {
                    bytes[random.nextInt(Math.min(512, bytes.length))] = (byte) random.nextInt(256);
                }
                return bytes;
            }
        }
    }
}
