package io.linernotes.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A Spark Master and its Workers, each a process, on loopback and on ports that are free. Only those who know the secret,
 * which is new each time, can talk to them.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final int HEAP_MB = 256;
    private static final Map<String, String> LOOPBACK =
            Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_SCALA_VERSION", "2.13");
    private static final String LOGGING = """
            status = error
            rootLogger.level = info
            rootLogger.appenderRef.console.ref = console
            appender.console.type = Console
            appender.console.name = console
            appender.console.target = SYSTEM_ERR
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%xEx
            """;

    private final Distribution distribution;
    private final Path folder;
    private final List<Child> children = new ArrayList<>();
    private String master = "";

    private StandaloneCluster(Distribution distribution, Path folder) {
        this.distribution = distribution;
        this.folder = folder;
    }

    /**
     * Starts a cluster and waits until all workers have joined.
     *
     * @param folder empty; takes logs and the workers' files
     * @param workers how many, with one core each
     * @param workerMb memory that each offers to executors
     */
    static StandaloneCluster start(Distribution distribution, Path folder, int workers, int workerMb)
            throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(distribution, folder);
        try {
            cluster.startAll(workers, workerMb);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll(int workers, int workerMb) throws IOException, InterruptedException {
        Files.createFile(
                properties(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                properties(),
                "spark.authenticate true%nspark.authenticate.secret %s%nspark.ui.enabled false%n"
                        .formatted(UUID.randomUUID()));
        Files.writeString(logging(), LOGGING);
        Child first = daemon(
                "master",
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        master = first.await(Pattern.compile("Starting Spark master at (spark://\\S+)"), STARTUP);
        List<Child> joining = new ArrayList<>();
        for (int worker = 1; worker <= workers; worker++) {
            String name = "worker-" + worker;
            joining.add(daemon(
                    name,
                    "org.apache.spark.deploy.worker.Worker",
                    List.of(
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "0",
                            "--webui-port",
                            "0",
                            "--cores",
                            "1",
                            "--memory",
                            workerMb + "m",
                            "--work-dir",
                            folder.resolve(name).toString(),
                            master)));
        }
        for (Child worker : joining) {
            worker.await(Pattern.compile("Successfully registered with master"), STARTUP);
        }
    }

    /** Returns the URL of the master. */
    String master() {
        return master;
    }

    /**
     * Starts {@code spark-submit} in client mode.
     *
     * @param name of the log file
     * @param arguments of {@code spark-submit}, from its options to those of the application
     */
    Child submit(String name, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--master", master, "--properties-file", properties().toString()));
        all.addAll(arguments);
        return start(name, 2 * HEAP_MB, "org.apache.spark.deploy.SparkSubmit", all);
    }

    /**
     * Submits the product, with all executors there before it begins.
     *
     * @param application its jar
     * @param command of the product, and its options
     */
    Child submit(String name, Path application, List<String> command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--class",
                "io.linernotes.jobs.app.Main",
                "--conf",
                "spark.executor.memory=900m",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1",
                application.toString()));
        arguments.addAll(command);
        return submit(name, arguments);
    }

    private Child daemon(String name, String mainClass, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(0, List.of("--properties-file", properties().toString()));
        Child child = start(name, HEAP_MB, mainClass, all);
        children.add(child);
        return child;
    }

    private Child start(String name, int heapMb, String mainClass, List<String> arguments) throws IOException {
        Map<String, String> environment = new java.util.HashMap<>(LOOPBACK);
        environment.put("SPARK_HOME", distribution.sparkHome().toString());
        return Child.start(
                distribution.spark(heapMb, logging(), mainClass, arguments),
                environment,
                folder.resolve(name + ".log"));
    }

    private Path properties() {
        return folder.resolve("cluster.properties");
    }

    private Path logging() {
        return folder.resolve("log4j2.properties");
    }

    /** Ends workers, their executors, and the master. */
    @Override
    public void close() {
        Collections.reverse(children);
        children.forEach(Child::close);
    }
}
