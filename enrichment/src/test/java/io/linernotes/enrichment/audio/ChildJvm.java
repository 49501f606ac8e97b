package io.linernotes.enrichment.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the tests in a process of its own, where it may crash, hang or run out of memory.
 *
 * @param exitCode 134 after a crash; -1 when the program had to be stopped
 * @param output what it printed, standard error included
 */
public record ChildJvm(int exitCode, String output) {
    /** Runs the {@code main} of a class with the class path of this process, and waits at most {@code limit}. */
    public static ChildJvm run(Class<?> program, Duration limit, List<String> options, String... arguments) {
        try {
            // Crash logs and whatever else a dying process leaves behind go with the folder.
            Path folder = Files.createTempDirectory("child");
            try {
                return run(folder, command(program, folder, options, arguments), limit);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Class<?> program, Path folder, List<String> options, String... arguments) {
        // A crash ends with its own exit code only where a core dump is not turned off, but limited to nothing.
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -c 0; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absoluteClassPath(),
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The child lives in another folder. */
    private static String absoluteClassPath() {
        String separator = System.getProperty("path.separator");
        return Stream.of(System.getProperty("java.class.path").split(separator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + separator + right)
                .orElseThrow();
    }

    private static ChildJvm run(Path folder, List<String> command, Duration limit) throws IOException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            return new ChildJvm(ended ? process.exitValue() : -1, text);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
