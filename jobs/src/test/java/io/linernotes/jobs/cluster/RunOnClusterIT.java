package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.table.RunTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
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
    void givesTheSameRowsOnTwoExecutorsAsOnTwoThreads() throws Exception {
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
        remotely.addAll(
                0,
                List.of(
                        "--class",
                        "io.linernotes.jobs.app.Main",
                        "--conf",
                        "spark.executor.memory=900m",
                        "--conf",
                        "spark.driver.host=127.0.0.1",
                        "--conf",
                        "spark.scheduler.minRegisteredResourcesRatio=1",
                        distribution.applicationJar().toString()));
        try (StandaloneCluster cluster = StandaloneCluster.start(distribution, files, 2, 1024);
                Child submitted = cluster.submit("submit", remotely)) {
            assertThat(submitted.await(LIMIT)).as(submitted.output()).isZero();
        }

        for (RunTable table : RunTable.values()) {
            assertThat(differences(table, here, there)).as(table.folder()).isZero();
        }
        assertThat(rows(RunTable.SEGMENTS, there)).isGreaterThan(100);
    }

    private static List<String> run(Path output) {
        return new ArrayList<>(
                List.of("run", "--input", RECORDINGS.toString(), "--run", "one", "--output", output.toString()));
    }

    private static long differences(RunTable table, Path one, Path other) throws Exception {
        return number("select count(*) from ((%1$s except all %2$s) union all (%2$s except all %1$s))"
                .formatted(all(table, one), all(table, other)));
    }

    private static long rows(RunTable table, Path output) throws Exception {
        return number("select count(*) from (" + all(table, output) + ")");
    }

    private static String all(RunTable table, Path output) {
        return "(select * from read_parquet('%s/run=*/%s/*.parquet'))".formatted(output, table.folder());
    }

    private static long number(String query) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
