package io.linernotes.jobs.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of settings, and how a tree of them is shown. */
public final class Settings {
    static final String REDACTED = "[REDACTED]";

    /** Wider than Spark's own pattern, which misses api-key. Plurals are amounts: max-output-tokens is no secret. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(secret|password|credential|authorization|api[._-]?key|access[._-]?key|token)([^s].*)?");

    private Settings() {}

    /**
     * Returns one line {@code key = value} for each setting in effect, in the order of the records, secrets redacted.
     *
     * @param config a record of records, such as {@link LinernotesConfig}
     */
    public static List<String> describe(Record config) {
        List<String> lines = new ArrayList<>();
        describe("", config, lines);
        return lines;
    }

    private static void describe(String prefix, Object value, List<String> lines) {
        Map<String, RecordComponent> components = SectionMapper.components(value.getClass());
        components.forEach((name, component) -> {
            String path = prefix + name;
            Object part = read(component, value);
            if (part instanceof Record section && !SettingValue.isSingle(part.getClass())) {
                describe(path + ".", section, lines);
            } else if (part instanceof Map<?, ?> entries) {
                entries.forEach((key, text) -> lines.add(line(path + "." + key, text)));
            } else {
                lines.add(line(path, part));
            }
        });
    }

    private static String line(String path, Object value) {
        String text;
        if (value instanceof Enum<?> constant) {
            text = kebabCase(constant);
        } else if (value instanceof Collection<?> items) {
            text = String.join(",", items.stream().map(String::valueOf).toList());
        } else {
            text = String.valueOf(value);
        }
        return path + " = " + (isSecret(path) && value != null ? REDACTED : text);
    }

    private static Object read(RecordComponent component, Object owner) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }

    /** Returns the full names of all settings below a record type. */
    static List<String> keys(Class<?> type) {
        List<String> keys = new ArrayList<>();
        SectionMapper.components(type).forEach((name, component) -> {
            if (component.getType().isRecord() && !SettingValue.isSingle(component.getType())) {
                keys(component.getType()).forEach(key -> keys.add(name + "." + key));
            } else {
                keys.add(name);
            }
        });
        return keys;
    }

    /** A path to a secret is not a secret. */
    static boolean isSecret(String path) {
        return SECRET.matcher(path).matches() && !path.endsWith("-file");
    }

    static String kebabCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static String kebabCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
