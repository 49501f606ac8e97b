package io.linernotes.jobs.spark;

import io.linernotes.jobs.claims.ClaimPlugin;
import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.progress.LinernotesPlugin;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Opens Spark with the settings that a run relies on. */
public final class SparkSessions {
    /**
     * Settings that keep results single and whole. A user may override those of speed, not these: a speculative copy of a
     * task would pay for its calls again, an ignored file would be missing without a word.
     */
    private static final Map<String, String> FIXED = Map.of(
            "spark.speculation", "false",
            "spark.sql.files.ignoreCorruptFiles", "false",
            "spark.sql.files.ignoreMissingFiles", "false",
            "spark.sql.sources.partitionOverwriteMode", "static",
            "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1",
            "spark.serializer", "org.apache.spark.serializer.JavaSerializer",
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.datetime.java8API.enabled", "true",
            "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("spark.plugins", LinernotesPlugin.class.getName() + "," + ClaimPlugin.class.getName()),
            Map.entry("spark.task.maxFailures", "6"),
            Map.entry("spark.task.reaper.enabled", "true"),
            Map.entry("spark.task.reaper.killTimeout", "900s"),
            Map.entry("spark.network.timeout", "300s"),
            Map.entry("spark.ui.enabled", "false"),
            Map.entry("spark.ui.showConsoleProgress", "false"),
            Map.entry("spark.sql.parquet.compression.codec", "zstd"),
            Map.entry("spark.sql.sources.commitProtocolClass", RepeatableFiles.class.getName()),
            Map.entry("spark.sql.shuffle.partitions", "64"),
            Map.entry(
                    "spark.redaction.regex",
                    "(?i)secret|password|token|access[.]?key|api[._-]?key|credential|authorization"),
            Map.entry("spark.sql.debug.maxToStringFields", "1000"));

    private static @Nullable SparkSession current;

    private SparkSessions() {}

    /**
     * Opens a session, or returns the one that is open in this JVM.
     *
     * @throws ConfigException when a setting would break what a run promises
     */
    public static synchronized SparkSession open(LinernotesConfig config) {
        SparkConf conf = new SparkConf();
        Map<String, String> settings = new TreeMap<>(DEFAULTS);
        settings.putAll(FIXED);
        settings.putAll(config.spark().conf());
        List<String> problems = FIXED.entrySet().stream()
                .filter(fixed -> !settings.get(fixed.getKey()).equals(fixed.getValue()))
                .map(fixed ->
                        "spark.conf.%s must be %s: results depend on it.".formatted(fixed.getKey(), fixed.getValue()))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        settings.forEach(conf::set);
        // spark-submit has the last word on where to run.
        String master = conf.get("spark.master", config.spark().master());
        conf.setMaster(master).setAppName("linernotes");
        if (master.startsWith("local")) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            conf.setIfMissing("spark.jars", applicationJar());
        }
        SparkSession session = SparkSession.builder().config(conf).getOrCreate();
        current = session;
        return session;
    }

    /** Ends the open session, if there is one; commands that need no Spark must not load it to say so. */
    public static synchronized void close() {
        if (current != null) {
            current.stop();
            current = null;
        }
    }

    private static String applicationJar() {
        try {
            return Path.of(SparkSessions.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find the application jar", e);
        }
    }
}
