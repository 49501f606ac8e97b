package io.linernotes.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.linernotes.evaluation.cost.Money;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one value of the settings into one of the types that a record component may have. */
final class SettingValue {
    private SettingValue() {}

    /** Returns the value, or null if it is null by right or after adding a problem. */
    static @Nullable Object read(String path, ConfigValue value, RecordComponent component, List<String> problems) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && isNull(value)) {
            return null;
        }
        Class<?> type = component.getType();
        try {
            return type == List.class ? list(value) : scalar(text(value), type);
        } catch (IllegalArgumentException e) {
            problems.add("%s must be %s, not %s (%s)."
                    .formatted(
                            path,
                            expected(type),
                            found(path, value),
                            value.origin().description()));
            return null;
        }
    }

    /** Whether a component of this type is one value, and not a section. */
    static boolean isSingle(Class<?> type) {
        return type == Money.class || (!type.isRecord() && type != Map.class);
    }

    private static Object scalar(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == Money.class) {
            return Money.parse(text);
        } else if (type == int.class) {
            return Integer.parseInt(text);
        } else if (type == long.class) {
            return Long.parseLong(text);
        } else if (type == double.class || type == Double.class) {
            return Double.parseDouble(text);
        } else if (type == boolean.class) {
            return bool(text);
        } else if (type == Duration.class) {
            return duration(text);
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> Settings.kebabCase((Enum<?>) constant).equals(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }
        throw new IllegalStateException("A setting cannot have the type " + type.getName());
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    /** A bare number would mean milliseconds in HOCON, which nobody remembers: a unit is required. */
    private static Duration duration(String text) {
        if (text.isEmpty() || Character.isDigit(text.charAt(text.length() - 1))) {
            throw new IllegalArgumentException();
        }
        try {
            Config config = ConfigFactory.empty().withValue("value", ConfigValueFactory.fromAnyRef(text));
            return config.getDuration("value");
        } catch (com.typesafe.config.ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A list in a file, or one text with commas, as {@code --set} gives it. */
    private static List<String> list(ConfigValue value) {
        if (value.valueType() == ConfigValueType.LIST) {
            return ((List<?>) value.unwrapped()).stream().map(String::valueOf).toList();
        }
        return Arrays.stream(text(value).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static String text(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> String.valueOf(value.unwrapped());
            case LIST, OBJECT, NULL -> throw new IllegalArgumentException();
        };
    }

    /** The only way to say null with {@code --set} is the word. */
    private static boolean isNull(ConfigValue value) {
        return value.valueType() == ConfigValueType.NULL || "null".equals(value.unwrapped());
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> Settings.kebabCase((Enum<?>) constant))
                    .collect(Collectors.joining(" or "));
        } else if (type == int.class || type == long.class) {
            return "a whole number";
        } else if (type == double.class || type == Double.class) {
            return "a number";
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == Duration.class) {
            return "a duration with its unit, such as 30s";
        }
        if (type == Money.class) {
            return "an amount with its currency, such as 5.00USD";
        }
        return type == List.class ? "a list" : "a text";
    }

    private static String found(String path, ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> "a section";
            case LIST -> "a list";
            case NULL -> "null";
            case STRING, NUMBER, BOOLEAN ->
                Settings.isSecret(path) ? Settings.REDACTED : "\"" + value.unwrapped() + "\"";
        };
    }
}
