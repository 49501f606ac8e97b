package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Distribution distribution = Distribution.built();
    private int exit;

    @Test
    void printsItsVersionFromAnyFolderThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("notes"), distribution.launcher());

        assertThat(output(Map.of(), link.toString(), "--version")).matches("Linernotes \\d+\\.\\d+\\.\\d+\\R");
        assertThat(exit).isZero();
        Files.delete(link);
    }

    @Test
    void endsWithOneSentenceWhenAnInputIsMissing() throws Exception {
        Path output = folder.resolve("out");

        assertThat(output(Map.of(), launcher(), "run", "--input", "none.mp3", "--output", output.toString()))
                .isEqualTo("linernotes run: There is no input none.mp3.\n");
        assertThat(exit).isEqualTo(25);
        assertThat(output).doesNotExist();
    }

    @Test
    void saysWhichJavaItNeeds() throws Exception {
        Path old = Files.createDirectories(folder.resolve("java8/bin"));
        Files.writeString(folder.resolve("java8/release"), "JAVA_VERSION=\"1.8.0_412\"\n");
        Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        assertThat(output(Map.of("JAVA_HOME", folder.resolve("java8").toString()), launcher(), "--version"))
                .isEqualTo("linernotes: Java 17 or newer is needed; " + java + " is older.\n");
        assertThat(exit).isEqualTo(25);
        assertThat(output(Map.of("JAVA_HOME", "/none"), launcher(), "--version"))
                .startsWith("linernotes: Java 17 or newer is needed, and there is none");
    }

    @Test
    void passesOnOptionsForJava() throws Exception {
        String options = "-Xmx123m -XX:+PrintFlagsFinal";

        assertThat(output(Map.of("LINERNOTES_JAVA_OPTS", options), launcher(), "--version"))
                .containsPattern("MaxHeapSize\\s+= " + 124L * 1024 * 1024);
    }

    @Test
    void holdsEveryClassOnce() throws IOException {
        Set<String> spark = new HashSet<>();
        try (Stream<Path> jars = Files.list(distribution.sparkHome().resolve("jars"))) {
            for (Path jar : jars.toList()) {
                spark.addAll(classes(jar));
            }
        }
        Set<String> twice = new TreeSet<>(classes(distribution.applicationJar()));
        twice.retainAll(spark);

        assertThat(spark).contains("org/apache/spark/SparkContext.class", "org/slf4j/Logger.class");
        assertThat(twice).isEmpty();
    }

    @Test
    void carriesServicesAndTheNativesOfOneSystem() throws IOException {
        try (JarFile jar = new JarFile(distribution.applicationJar().toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertThat(names).contains("META-INF/services/dev.langchain4j.http.client.HttpClientBuilderFactory");
            assertThat(names).noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"));
            assertThat(names.stream()
                            .filter(name -> name.startsWith("ai/onnxruntime/native/") && !name.endsWith("/"))
                            .map(name -> name.split("/", -1)[3])
                            .distinct())
                    .hasSize(1);
            assertThat(names.stream()
                            .filter(name -> name.matches("native/lib/[^/]+/.*[^/]"))
                            .map(name -> name.split("/", -1)[2])
                            .distinct())
                    .hasSize(1);
        }
    }

    private static List<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .toList();
        }
    }

    private String launcher() {
        return distribution.launcher().toString();
    }

    private String output(Map<String, String> environment, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        try (Child child = Child.start(all, environment, folder.resolve("output"))) {
            exit = child.await(LIMIT);
            return child.output();
        }
    }
}
