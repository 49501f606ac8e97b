package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.ChildJvm;
import io.linernotes.enrichment.audio.Ffmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Speech for up to forty hours, cut into windows by a process with a heap of 512 MiB. */
class LongRecordingMemoryTest {
    private static final Path SPEECH =
            Path.of("../jobs/src/main/resources/demo/long-way-round.mp3").toAbsolutePath();
    private static final Duration HANG = Duration.ofMinutes(30);
    private static final int MOST_HEAP_MEBIBYTES = 256;
    private static final int MOST_GROWTH_MEBIBYTES = 64;

    @TempDir
    static Path folder;

    private static Path minute;

    @BeforeAll
    static void takeAMinute() {
        minute = Ffmpeg.convert(SPEECH, folder.resolve("minute.wav"), "-t", "60", "-ar", "16000", "-ac", "1");
    }

    @Test
    void memoryStaysFlatForFortyHoursOfSamples() {
        assertFlat(run("samples", minute, 40), 40);
    }

    @Test
    void memoryStaysFlatForHoursOfBytes() {
        assertFlat(run("telephone", muLaw(), 6), 6);
    }

    @Test
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    void memoryStaysFlatForFortyHoursOfBytes() {
        assertFlat(run("telephone", muLaw(), 40), 40);
    }

    @Test
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    void memoryStaysFlatForARealFileOfFortyHours() {
        Path piece = Ffmpeg.convert(minute, folder.resolve("piece.opus"), "-b:a", "12k");
        Path file = folder.resolve("forty-hours.opus");
        Ffmpeg.run(("-stream_loop -1 -i " + piece + " -t 144000 -c copy " + file).split(" "));

        assertFlat(run("file", file, 40), 40);
    }

    @Test
    void aProgramThatKeepsItsWindowsIsFoundOut() {
        List<String[]> hours = run("hoard", minute, 3);

        assertThat(mostHeap(hours.subList(0, hours.size() - 1))).isGreaterThan(MOST_HEAP_MEBIBYTES);
    }

    private static Path muLaw() {
        return Ffmpeg.convert(minute, folder.resolve("minute.raw"), "-ar", "8000", "-f", "mulaw");
    }

    private static void assertFlat(List<String[]> lines, int hours) {
        String[] end = lines.get(lines.size() - 1);
        List<String[]> every = lines.subList(0, lines.size() - 1);
        int heap = mostHeap(every);
        int growth = Integer.parseInt(every.get(hours - 1)[3]) - Integer.parseInt(every.get(0)[3]);
        System.out.printf(
                "%d hours: %s windows, heap at most %d MiB, %d MiB resident more than after the first%n",
                hours, end[2], heap, growth);

        assertThat(every).extracting(hour -> Integer.parseInt(hour[1])).last().isEqualTo(hours);
        assertThat(Long.parseLong(end[1])).isGreaterThan((hours * 3600L - 60) * AudioStream.SAMPLE_RATE);
        assertThat(Integer.parseInt(end[2])).isGreaterThan(hours * 100);
        assertThat(Double.parseDouble(end[3])).isGreaterThanOrEqualTo(0.995);
        assertThat(heap).isLessThan(MOST_HEAP_MEBIBYTES);
        assertThat(growth).isLessThan(MOST_GROWTH_MEBIBYTES);
    }

    private static int mostHeap(List<String[]> hours) {
        return hours.stream().mapToInt(hour -> Integer.parseInt(hour[2])).max().orElseThrow();
    }

    /** Lines of the program, each split; the last is about the end, the others about one hour each. */
    private static List<String[]> run(String kind, Path file, int hours) {
        ChildJvm child =
                ChildJvm.run(LongRecordingProgram.class, HANG, List.of("-Xmx512m"), kind, file.toString(), "" + hours);
        assertThat(child.exitCode()).as(child.output()).isZero();
        return child.output().lines().map(line -> line.split(";")).toList();
    }
}
