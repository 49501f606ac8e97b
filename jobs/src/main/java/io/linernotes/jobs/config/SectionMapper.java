package io.linernotes.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * Fills a tree of records from a tree of settings: component {@code apiKeyFile} is key {@code api-key-file}, a record
 * component is a section, a {@code Map<String, String>} takes any key. Goes on after a problem, to report them all.
 */
final class SectionMapper {
    private final Class<? extends Record> root;
    private final List<String> problems;

    SectionMapper(Class<? extends Record> root, List<String> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** Returns the record, or null after adding at least one problem. */
    @Nullable
    Record map(Config config) {
        return map("", config.root(), root);
    }

    private @Nullable Record map(String prefix, ConfigObject section, Class<?> type) {
        Map<String, RecordComponent> components = components(type);
        for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
            if (!components.containsKey(entry.getKey())) {
                problems.add(unknown(prefix + entry.getKey(), entry.getValue()));
            }
        }
        int before = problems.size();
        Object[] arguments = components.entrySet().stream()
                .map(entry -> argument(prefix + entry.getKey(), section.get(entry.getKey()), entry.getValue()))
                .toArray();
        return problems.size() == before ? construct(prefix, type, arguments) : null;
    }

    private @Nullable Object argument(String path, @Nullable ConfigValue value, RecordComponent component) {
        if (value == null) {
            problems.add(path + " has no value.");
            return null;
        }
        Class<?> type = component.getType();
        if (SettingValue.isSingle(type)) {
            return SettingValue.read(path, value, component, problems);
        }
        if (!(value instanceof ConfigObject section)) {
            problems.add(path + " is a section, not a single value ("
                    + value.origin().description() + ").");
            return null;
        }
        return type.isRecord() ? map(path + ".", section, type) : texts(path, section);
    }

    private Map<String, String> texts(String path, ConfigObject section) {
        Map<String, String> texts = new TreeMap<>();
        section.forEach((key, value) -> {
            if (value.valueType() == ConfigValueType.LIST || value.valueType() == ConfigValueType.NULL) {
                problems.add(path + "." + key + " must be a single value ("
                        + value.origin().description() + ").");
            } else {
                texts.put(key, String.valueOf(value.unwrapped()));
            }
        });
        return texts;
    }

    private @Nullable Record construct(String prefix, Class<?> type, @Nullable Object[] arguments) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            String section = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1) + ": ";
            problems.add(section + e.getCause().getMessage());
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + type.getName(), e);
        }
    }

    private String unknown(String path, ConfigValue value) {
        if (value instanceof ConfigObject section && section.size() == 1) {
            Map.Entry<String, ConfigValue> only = section.entrySet().iterator().next();
            return unknown(path + "." + only.getKey(), only.getValue());
        }
        String known = Settings.keys(root).stream()
                .min((a, b) -> Integer.compare(distance(path, a), distance(path, b)))
                .orElse(path);
        String hint = distance(path, known) <= Math.max(2, path.length() / 3) ? "; did you mean " + known + "?" : ".";
        return "There is no setting " + path + " (" + value.origin().description() + ")" + hint;
    }

    private static int distance(String a, String b) {
        return LevenshteinDistance.getDefaultInstance().apply(a, b);
    }

    static Map<String, RecordComponent> components(Class<?> type) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(Settings.kebabCase(component.getName()), component);
        }
        return components;
    }
}
