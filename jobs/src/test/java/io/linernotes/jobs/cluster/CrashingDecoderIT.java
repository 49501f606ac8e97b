package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.app.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A recording that ends the process that decodes it, in the packaged product. */
class CrashingDecoderIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path DEMO = Path.of("src", "main", "resources", "demo").toAbsolutePath();
    private static final Pattern LOST = Pattern.compile("Lost executor (\\d+)");
    private static final int ABORTED = 134;

    @TempDir
    Path folder;

    private final Distribution distribution = Distribution.built();
    private Path recordings;
    private Path output;

    @BeforeEach
    void copyGoodRecordings() throws IOException {
        recordings = Files.createDirectory(folder.resolve("recordings"));
        output = folder.resolve("notes");
        for (String name : List.of("long-way-round.mp3", "lighthouse-garden.m4b", "field-notes-bees.opus")) {
            Files.copy(DEMO.resolve(name), recordings.resolve(name));
        }
    }

    @Test
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    void costsOneExecutorAndIsQuarantined() throws Exception {
        add("a-poison.mp3", Poison.DEADLY);
        Path weak = WeakProduct.copy(distribution.applicationJar(), folder.resolve("weak.jar"));
        Path files = Files.createDirectory(folder.resolve("cluster"));
        String log;
        try (StandaloneCluster cluster = StandaloneCluster.start(distribution, files, 2, 1024);
                Child submitted = cluster.submit("submit", weak, run())) {
            assertThat(submitted.await(LIMIT)).as(submitted.output()).isIn(0, 20);
            log = submitted.output();
        }

        assertThat(lostExecutors(log)).as(log).hasSize(1);
        assertThat(failures()).isEqualTo("a-poison.mp3 NATIVE_CRASH decoder process ended with 134 twice");
        assertThat(states()).isEqualTo("""
                a-poison.mp3 QUARANTINED
                field-notes-bees.opus OK
                lighthouse-garden.m4b OK
                long-way-round.mp3 OK""");
        assertThat(marks()).isEmpty();
    }

    /** There is no other executor where Spark runs in one process: the next run has to know. */
    @Test
    void endsOneRunOfOneProcessAndNotTheNext() throws Exception {
        add("a-poison.mp3", Poison.DEADLY_IN_COMPANY);
        add("b-company.mp3", Poison.COMPANY);
        Path weak = WeakProduct.copy(distribution.applicationJar(), folder.resolve("weak.jar"));

        assertThat(runHere(weak)).isEqualTo(ABORTED);
        assertThat(marks()).hasSize(2);
        assertThat(runHere(weak)).isIn(0, 20);

        assertThat(failures()).isEqualTo("a-poison.mp3 NATIVE_CRASH decoder process ended with 134 twice");
        assertThat(states()).isEqualTo("""
                a-poison.mp3 QUARANTINED
                b-company.mp3 OK_DEGRADED
                field-notes-bees.opus OK
                lighthouse-garden.m4b OK
                long-way-round.mp3 OK""");
        assertThat(Duck.text(output, "select code || ': ' || reason from {episodes} where media like '%b-company.mp3'"))
                .isEqualTo("ISOLATED: decoded in a process of its own, as an attempt before did not end");
        assertThat(Duck.text(
                        output,
                        "select count(distinct n) from (select count(*) n from {segments} s join {episodes} e using "
                                + "(recording_id) where e.media like '%.mp3' group by e.media)"))
                .as("as many segments from the child as from the executor")
                .isEqualTo("1");
        assertThat(marks()).isEmpty();
    }

    private void add(String name, Poison poison) throws IOException {
        byte[] good = Files.readAllBytes(DEMO.resolve("long-way-round.mp3"));
        Files.write(recordings.resolve(name), poison.in(good));
    }

    private int runHere(Path applicationJar) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + distribution.sparkHome().resolveSibling("conf/jvm.options"),
                "-Xmx1g",
                "-XX:+SuppressFatalErrorMessage",
                "-cp",
                applicationJar + ":" + distribution.sparkHome().resolve("jars") + "/*",
                "io.linernotes.jobs.app.Main"));
        command.addAll(run());
        command.addAll(List.of("--master", "local[2]"));
        try (Child child = Child.start(command, Map.of(), folder.resolve("run.log"))) {
            return child.await(LIMIT);
        }
    }

    private List<String> run() {
        return List.of("transcribe", "--input", recordings.toString(), "--output", output.toString());
    }

    private String failures() throws Exception {
        return Duck.text(
                output,
                "select string_agg(regexp_extract(media, '[^/]+$') || ' ' || code || ' ' || message, '\n') from {failures}");
    }

    private String states() throws Exception {
        return Duck.text(
                output,
                "select string_agg(regexp_extract(media, '[^/]+$') || ' ' || state, '\n' order by media) from {episodes}");
    }

    private List<Path> marks() throws IOException {
        try (Stream<Path> files = Files.list(output.resolve(".staging/decoding"))) {
            return files.filter(file -> !file.toString().endsWith(".crc")).toList();
        }
    }

    private static Set<String> lostExecutors(String log) {
        Set<String> lost = new TreeSet<>();
        Matcher matcher = LOST.matcher(log);
        while (matcher.find()) {
            lost.add(matcher.group(1));
        }
        return lost;
    }
}
