package io.linernotes.jobs.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.jobs.config.ConfigLoader;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ProbeRequest;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.RecordMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeServiceTest {
    private static final String BOOK = "src/main/resources/demo/lighthouse-garden.m4b";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void tellsEverythingAboutOneFileOnAPage() {
        List<String> lines = probe(false, BOOK);

        assertThat(lines)
                .startsWith(
                        "lighthouse-garden.m4b: good sound",
                        "",
                        "  Title       The Lighthouse Keeper's Garden",
                        "  Album       The Lighthouse Keeper's Garden",
                        "  Artist      A narrator",
                        "  Published   2026-01-15",
                        "  About       A short story in three chapters about a lighthouse keeper, the",
                        "              machine that is to replace her, and the garden that nobody",
                        "              believed in.",
                        "",
                        "  Length      2:58",
                        "  Format      aac in mp4, mono, 22.05 kHz, 42 kbit/s")
                .endsWith(
                        "",
                        "  Chapters    3",
                        "  0:00  Chapter one. The letter",
                        "  0:57  Chapter two. The garden",
                        "  1:52  Chapter three. The storm");
        assertThat(lines.get(12))
                .matches("  Loudness    -2\\d\\.\\d LUFS, range \\d\\.\\d LU, true peak -1\\.\\d dBTP");
        assertThat(lines.get(13))
                .matches("  Speech      8\\d % of the time, \\d\\d dB above the background, up to 7,\\d{3} Hz");
        assertThat(lines.get(14)).matches("  Silence     1\\d % of the time");
        assertThat(lines.get(15)).isEqualTo("  Distortion  none");
    }

    @Test
    void saysBelowTheHeadlineWhatIsWrong() throws IOException {
        assertThat(probe(false, hum()))
                .startsWith(
                        "hum.wav: poor sound", "  Nobody speaks", "", "  Tags        none", "", "  Length      3.0 s")
                .contains("  Speech      none")
                .endsWith("", "  Chapters    none");
    }

    @Test
    void saysWhyAFileCannotBeUsed() throws IOException {
        assertThat(probe(false, text()))
                .containsExactly("a?b.mp3: unusable", "  Content looks like text/plain (MEDIA_NOT_AUDIO)");
    }

    @Test
    void givesSeveralFilesARowEachAndWhatIsWrongBelowIt() throws IOException {
        List<String> lines = probe(false, BOOK, hum(), text());

        assertThat(lines.get(0)).isEqualTo("sound       length    loudness  chapters  format                file");
        assertThat(lines.get(1))
                .matches(
                        "good          2:58  -2\\d\\.\\d LUFS         3  aac mono              lighthouse-garden\\.m4b");
        assertThat(lines.get(2))
                .matches("poor         3\\.0 s  -\\d\\d\\.\\d LUFS         -  pcm_s16le stereo      hum\\.wav");
        assertThat(lines.subList(3, lines.size()))
                .containsExactly(
                        "          Nobody speaks",
                        "unusable         -           -         -  -                     a?b.mp3",
                        "          Content looks like text/plain (MEDIA_NOT_AUDIO)");
    }

    @Test
    void hasTheSameKeysForGoodAndBadFilesAndTheyAreColumns() throws IOException {
        List<String> lines = probe(true, BOOK, hum(), text());

        List<JsonNode> objects = ImmutableList.of(json(lines.get(0)), json(lines.get(1)), json(lines.get(2)));
        List<String> keys = ImmutableList.copyOf(objects.get(0).fieldNames());
        assertThat(objects)
                .allSatisfy(object ->
                        assertThat(ImmutableList.copyOf(object.fieldNames())).isEqualTo(keys));
        assertThat(keys).startsWith("file", "outcome", "message");
        assertThat(RecordMapper.of(EpisodeRow.class).schema().fieldNames()).containsAll(keys.subList(3, keys.size()));
        assertThat(objects.get(0).get("channel_layout").asText()).isEqualTo("mono");
        assertThat(objects.get(0).get("loudness_range_lu").asDouble()).isBetween(1.0, 10.0);
        assertThat(objects.get(0).get("artist").asText()).isEqualTo("A narrator");
        assertThat(objects.get(0).get("sound_verdict").asText()).isEqualTo("good");
        assertThat(objects.get(0).get("creator_chapters").get(1)).isEqualTo(json("""
                {"start_ms": 57764, "end_ms": 112662, "title": "Chapter two. The garden"}"""));
        assertThat(objects.get(1).get("sound_problems")).isEqualTo(json("[\"Nobody speaks\"]"));
        assertThat(objects.get(1).get("channel_layout").asText()).isEqualTo("stereo");
        assertThat(objects.get(2).get("outcome").asText()).isEqualTo("MEDIA_NOT_AUDIO");
        assertThat(objects.get(2).get("loudness_lufs").isNull()).isTrue();
    }

    @Test
    void showsHowFarALongFileHasComeAndTakesItAway() throws IOException {
        probe(true, hum());

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .matches("(\r\u001B\\[Khum\\.wav: 0:0\\d of 0:03, \\d+ %)+\r\u001B\\[K")
                .contains("0:03 of 0:03, 100 %");
    }

    @Test
    void showsNoProgressWhereNobodyWatches() throws IOException {
        new ProbeService(new SlowClock(), new PrintStream(out, true, StandardCharsets.UTF_8), null)
                .probe(new ProbeRequest(List.of(hum()), true, ConfigLoader.load(null, List.of())));

        assertThat(terminal.size()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("{\"file\":");
    }

    /** Three seconds of mains hum on both channels. */
    private String hum() throws IOException {
        float[] hum = TestSound.sine(3, 16_000, 50, 0.2);
        return Files.write(folder.resolve("hum.wav"), TestSound.wav16(16_000, hum, hum))
                .toString();
    }

    /** No audio, under a name that would ring the terminal's bell. */
    private String text() throws IOException {
        return Files.writeString(folder.resolve("a\u0007b.mp3"), "no sound at all\n")
                .toString();
    }

    private List<String> probe(boolean json, String... files) {
        ExitCode exit = new ProbeService(
                        new SlowClock(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(terminal, true, StandardCharsets.UTF_8))
                .probe(new ProbeRequest(List.of(files), json, ConfigLoader.load(null, List.of())));
        assertThat(exit).isEqualTo(ExitCode.OK);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** Goes on by 700 ms whenever it is asked. */
    private static final class SlowClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofMillis(700));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
