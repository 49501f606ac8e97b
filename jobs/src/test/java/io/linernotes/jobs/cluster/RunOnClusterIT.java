package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.app.Duck;
import io.linernotes.jobs.app.TableFiles;
import io.linernotes.jobs.table.RunTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from the packaged product, on this machine and on a real cluster. */
class RunOnClusterIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path RECORDINGS =
            Path.of("src", "main", "resources", "demo").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void givesTheSameFilesOnTwoExecutorsAsOnTwoThreads() throws Exception {
        Distribution distribution = Distribution.built();
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");

        List<String> locally = run(here);
        locally.add(0, distribution.launcher().toString());
        locally.addAll(List.of("--master", "local[2]"));
        try (Child local =
                Child.start(locally, Map.of("LINERNOTES_JAVA_OPTS", "-Xmx1g"), folder.resolve("local.log"))) {
            assertThat(local.await(LIMIT)).as(local.output()).isZero();
        }
        Path files = Files.createDirectory(folder.resolve("cluster"));
        List<String> remotely = run(there);
        try (StandaloneCluster cluster = StandaloneCluster.start(distribution, files, 2, 1024);
                Child submitted = cluster.submit("submit", distribution.applicationJar(), remotely)) {
            assertThat(submitted.await(LIMIT)).as(submitted.output()).isZero();
        }

        for (RunTable table : RunTable.values()) {
            assertThat(Duck.differences(table.folder(), here, there, "true"))
                    .as(table.folder())
                    .isZero();
        }
        assertThat(TableFiles.of(there.resolve("run=one"))).isEqualTo(TableFiles.of(here.resolve("run=one")));
        assertThat(Duck.number(there, "select count(*) from {segments}")).isGreaterThan(100);
    }

    private static List<String> run(Path output) {
        return new ArrayList<>(
                List.of("run", "--input", RECORDINGS.toString(), "--run", "one", "--output", output.toString()));
    }
}
