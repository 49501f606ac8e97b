package io.linernotes.enrichment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a child process, because the library reads its switch once per process. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class OnnxRuntimeTest {
    @TempDir
    Path folder;

    /** Opens the environment as the project does. */
    static final class Child {
        public static void main(String[] arguments) {
            OnnxRuntime.environment();
        }
    }

    /** With its telemetry on, the library overflows the stack under a command line of this length and the process dies. */
    @Test
    void startsUnderALongCommandLineWithoutReporting() throws Exception {
        assertThat(exitCodeOfChild()).isZero();
    }

    private int exitCodeOfChild() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path") + (File.pathSeparator + "/no/such.jar").repeat(3000)));
        command.add(Child.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ORT_") || name.equals("CI"));
        builder.redirectOutput(folder.resolve("child.log").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
