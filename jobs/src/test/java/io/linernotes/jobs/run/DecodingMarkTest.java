package io.linernotes.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DecodingMarkTest {
    private final Configuration hadoop = new Configuration();

    @TempDir
    Path folder;

    @Test
    void isThereBetweenTheBeginningAndTheEndOfAnAttempt() throws IOException {
        DecodingMark mark = mark("recording");
        assertThat(mark.wasThere()).isFalse();
        assertThat(marks()).containsExactly("recording");

        mark.remove();

        assertThat(marks()).isEmpty();
        assertThat(mark("recording").wasThere()).isFalse();
    }

    @Test
    void warnsEveryAttemptOnceOneDidNotEnd() throws IOException {
        mark("recording");

        DecodingMark second = mark("recording");
        assertThat(second.wasThere()).isTrue();
        second.remove();

        assertThat(mark("recording").wasThere()).isTrue();
        assertThat(mark("other").wasThere()).isFalse();
    }

    @Test
    void staysWhenItsProcessIsKilled() throws Exception {
        Process process = markingProcess();

        process.destroyForcibly().waitFor();

        assertThat(marks()).containsExactly("moving", "silent");
    }

    /** As with Ctrl-C: nothing is wrong with a recording that was decoded just then, unless its decoder hung. */
    @Test
    void goesWhenItsProcessIsToldToEnd() throws Exception {
        Process process = markingProcess();

        process.destroy();
        process.waitFor();

        assertThat(marks()).containsExactly("silent");
    }

    private Process markingProcess() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MarkingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo("decoding");
        assertThat(marks()).containsExactly("moving", "silent");
        return process;
    }

    private DecodingMark mark(String recordingId) {
        return DecodingMark.set(new org.apache.hadoop.fs.Path(folder.toUri()), recordingId, hadoop);
    }

    private List<String> marks() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
