package io.linernotes.jobs.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged product, as the build leaves it in {@code target/linernotes}. */
final class Distribution {
    private final Path home;

    private Distribution(Path home) {
        this.home = home;
    }

    static Distribution built() {
        Path home = Path.of("target", "linernotes").toAbsolutePath();
        if (!Files.isRegularFile(home.resolve("linernotes.jar"))) {
            throw new IllegalStateException("There is no " + home + "/linernotes.jar: run the package phase first.");
        }
        return new Distribution(home);
    }

    Path launcher() {
        return home.resolve("bin/linernotes");
    }

    Path applicationJar() {
        return home.resolve("linernotes.jar");
    }

    Path sparkHome() {
        return home.resolve("lib");
    }

    /** Returns a command that starts a class of Spark, with the heap in MB. */
    List<String> spark(int heapMb, Path logging, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home.resolve("conf/jvm.options"),
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=" + logging.toUri(),
                "-cp",
                sparkHome().resolve("jars") + "/*",
                mainClass));
        command.addAll(arguments);
        return command;
    }
}
