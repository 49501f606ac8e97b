package io.linernotes.enrichment.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In child processes, because the library reads its switch once per process. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class OnnxRuntimeTest {
    @TempDir
    Path folder;

    /** Opens the environment as the project does, or as its library would by itself. */
    static final class Child {
        public static void main(String[] arguments) {
            if (arguments[0].equals("silenced")) {
                OnnxRuntime.environment();
            } else {
                ai.onnxruntime.OrtEnvironment.getEnvironment();
            }
            System.out.println("opened");
        }
    }

    @Test
    void startsUnderALongCommandLineWithoutReporting() throws Exception {
        assertThat(run("silenced")).isZero();
    }

    /** Shows that the test above can fail: left alone, the library dies of the same command line. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void diesWhereNothingSilencesIt() throws Exception {
        assertThat(run("loud")).isNotZero();
    }

    private int run(String how) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path") + (File.pathSeparator + "/no/such.jar").repeat(3000)));
        command.addAll(List.of(Child.class.getName(), how));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ORT_") || name.equals("CI"));
        builder.redirectOutput(Files.createTempFile(folder, how, ".log").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
