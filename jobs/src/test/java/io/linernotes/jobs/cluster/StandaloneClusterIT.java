package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneClusterIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    @Test
    void runsAJobOnTwoExecutorProcessesFromThePackagedJars() throws Exception {
        Distribution distribution = Distribution.built();
        Path job = jarOf("io/linernotes/jobs/cluster/SumJob");
        Path files = Files.createDirectory(folder.resolve("cluster"));
        try (StandaloneCluster cluster = StandaloneCluster.start(distribution, files, 2, 600);
                Child submitted = cluster.submit(
                        "submit",
                        List.of(
                                "--class",
                                SumJob.class.getName(),
                                "--jars",
                                distribution.applicationJar().toString(),
                                "--conf",
                                "spark.plugins=io.linernotes.jobs.progress.LinernotesPlugin",
                                "--conf",
                                "spark.executor.memory=512m",
                                "--conf",
                                "spark.driver.host=127.0.0.1",
                                "--conf",
                                "spark.scheduler.minRegisteredResourcesRatio=1",
                                "--conf",
                                "spark.scheduler.maxRegisteredResourcesWaitingTime=120s",
                                job.toString()))) {
            int exit = submitted.await(LIMIT);

            assertThat(submitted.output()).contains("RESULT sum=500500 executors=2 heardAll=true");
            assertThat(exit).isZero();
        }
    }

    /** Packs a test class and its inner classes. */
    private Path jarOf(String className) throws IOException {
        Path classes = Path.of("target", "test-classes");
        Path jar = folder.resolve("job.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString();
                if (name.startsWith(className)) {
                    entries.putNextEntry(new JarEntry(name));
                    Files.copy(file, entries);
                }
            }
        }
        return jar;
    }
}
