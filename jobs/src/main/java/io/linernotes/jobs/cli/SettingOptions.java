package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigLoader;
import io.linernotes.jobs.config.LinernotesConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where settings come from. A flag of its own wins over {@code --set}, which wins over the file. */
final class SettingOptions {
    /** The file of the installation, as {@code bin/linernotes} names it. */
    private static final String INSTALLED = "linernotes.conf";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "File with settings, instead of conf/linernotes.conf. All settings: conf/reference-linernotes.conf.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over the file. Repeat for more.")
    private List<String> settings = List.of();

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description =
                    "Where Spark runs: local[N], spark://HOST:PORT, yarn, k8s://URL. Default: all cores of this machine.")
    private @Nullable String master;

    LinernotesConfig load() {
        return load(Map.of());
    }

    /** Returns the settings, given those that the command's own flags set. */
    LinernotesConfig load(Map<String, String> flags) {
        List<String> all = new ArrayList<>(settings);
        if (master != null) {
            all.add("spark.master=" + master);
        }
        flags.forEach((key, value) -> all.add(key + "=" + value));
        return ConfigLoader.load(file == null ? installed() : file, all);
    }

    private static @Nullable Path installed() {
        String path = System.getProperty(INSTALLED);
        return path == null ? null : Path.of(path);
    }
}
