package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every object that owns native memory is closed, in a process whose heap is never collected. */
class OpenNativesTest {
    private static final Path SPEECH =
            Path.of("../jobs/src/main/resources/demo/long-way-round.mp3").toAbsolutePath();

    @TempDir
    static Path folder;

    private static String output;

    @BeforeAll
    static void run() {
        ChildJvm child = ChildJvm.run(
                OpenNativesProgram.class,
                Duration.ofMinutes(5),
                List.of("-Xms1200m", "-Xmx1200m", "-Xmn1000m"),
                folder.toString(),
                SPEECH.toString());
        output = child.output();
        assertThat(child.exitCode()).as(output).isZero();
        assertThat(output).contains("collections 0");
    }

    @Test
    void closesWhatItMade() {
        assertThat(counts("after work", 1)).as(output).isEmpty();
    }

    /** The test above can fail: all of these classes were at work. */
    @Test
    void seesEveryKindOfObject() {
        assertThat(counts("after work", 0))
                .containsOnlyKeys(
                        "AVCodecContext",
                        "AVFormatContext",
                        "AVFrame",
                        "AVIOContext",
                        "AVPacket",
                        "FloatPointer",
                        "OnnxTensor",
                        "OrtSession",
                        "OrtSession$Result",
                        "OrtSession$SessionOptions",
                        "PointerPointer",
                        "SwrContext");
    }

    @Test
    void findsALeak() {
        assertThat(counts("after leaks", 1))
                .isEqualTo(Map.of("AVPacket", 1, "OnnxTensor", 1, "OrtSession$SessionOptions", 1));
    }

    /** Classes with at least one object; column 0 counts those made, 1 those open. */
    private static Map<String, Integer> counts(String when, int column) {
        Map<String, Integer> counts = new TreeMap<>();
        Stream.of(output.split("\n", -1))
                .filter(line -> line.startsWith(when + "|"))
                .map(line -> line.split("\\|", -1))
                .filter(fields -> !fields[2 + column].equals("0"))
                .forEach(fields -> counts.put(fields[1], Integer.parseInt(fields[2 + column])));
        return counts;
    }
}
