package io.linernotes.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads settings: the defaults, then a file, then single settings; the later one wins. */
public final class ConfigLoader {
    private static final String REFERENCE = "reference-linernotes.conf";

    /** The one section whose keys hold dots themselves, and are not ours to know. */
    private static final String PASS_THROUGH = "spark.conf";

    private ConfigLoader() {}

    /**
     * Returns the settings of one run.
     *
     * @param file a HOCON file; null for the defaults alone
     * @param settings single settings, each {@code key=value}
     * @throws ConfigException with all problems at once
     */
    public static LinernotesConfig load(@Nullable Path file, List<String> settings) {
        return load(defaults(), file, settings, LinernotesConfig.class);
    }

    static <T extends Record> T load(Config defaults, @Nullable Path file, List<String> settings, Class<T> type) {
        List<String> problems = new ArrayList<>();
        Config config = parseSettings(settings, problems)
                .withFallback(parseFile(file, problems))
                .withFallback(quotePassThrough(defaults));
        Record result = new SectionMapper(type, problems).map(config);
        if (result == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return type.cast(result);
    }

    static Config defaults() {
        ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
        return ConfigFactory.parseResources(ConfigLoader.class.getClassLoader(), REFERENCE, options);
    }

    private static Config parseFile(@Nullable Path file, List<String> problems) {
        if (file == null) {
            return ConfigFactory.empty();
        }
        if (!Files.isRegularFile(file)) {
            problems.add("There is no configuration file " + file + ".");
            return ConfigFactory.empty();
        }
        try {
            return quotePassThrough(ConfigFactory.parseFile(file.toFile()).resolve());
        } catch (com.typesafe.config.ConfigException e) {
            problems.add("The configuration file cannot be read: " + e.getMessage() + ".");
            return ConfigFactory.empty();
        }
    }

    private static Config parseSettings(List<String> settings, List<String> problems) {
        Config config = ConfigFactory.empty();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String key = equals < 0 ? "" : setting.substring(0, equals).strip();
            if (key.isEmpty()) {
                problems.add("A setting looks like key=value, not like \"" + (equals < 0 ? setting : "=…") + "\".");
                continue;
            }
            ConfigValue value =
                    ConfigValueFactory.fromAnyRef(setting.substring(equals + 1).strip(), "--set");
            config = config.withValue(path(key), value);
        }
        return config;
    }

    private static String path(String key) {
        String prefix = PASS_THROUGH + ".";
        if (key.startsWith(prefix)) {
            return prefix + ConfigUtil.quoteString(key.substring(prefix.length()));
        }
        return ConfigUtil.joinPath(List.of(key.split("\\.", -1)));
    }

    /**
     * In HOCON {@code spark.speculation = true} and {@code spark.speculation.interval = 1s} exclude each other. So each
     * layer's Spark settings become flat keys before the layers meet.
     */
    private static Config quotePassThrough(Config layer) {
        if (!layer.hasPath(PASS_THROUGH)) {
            return layer;
        }
        Config flat = layer.withValue(PASS_THROUGH, ConfigFactory.empty().root());
        for (Map.Entry<String, ConfigValue> entry :
                layer.getConfig(PASS_THROUGH).entrySet()) {
            String key = String.join(".", ConfigUtil.splitPath(entry.getKey()));
            flat = flat.withValue(PASS_THROUGH + "." + ConfigUtil.quoteString(key), entry.getValue());
        }
        return flat;
    }
}
