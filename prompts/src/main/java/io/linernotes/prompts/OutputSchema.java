package io.linernotes.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of a prompt's answer, as a file: it goes to the provider unchanged, and the answer is held against it.
 *
 * <p>Only the part of JSON Schema is allowed that providers enforce strictly: {@code type}, {@code properties},
 * {@code required}, {@code additionalProperties}, {@code items}, {@code enum}, {@code description}. Every object lists
 * all its properties as required and forbids others; limits of length and number are domain rules, not schema.
 */
public final class OutputSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> KEYWORDS =
            Set.of("type", "properties", "required", "additionalProperties", "items", "enum", "description");
    private static final Set<String> TYPES = Set.of("object", "array", "string", "integer", "number", "boolean");

    private final String text;
    private final JsonNode root;

    /** Reads a schema; one that a strict provider would refuse is refused here. */
    public OutputSchema(String text) {
        this.text = text;
        try {
            this.root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid schema: not JSON", e);
        }
        check(root, "$");
        if (!root.path("type").asText().equals("object")) {
            throw new IllegalArgumentException("Invalid schema: $ is not an object");
        }
    }

    /** The schema as written in its file. */
    public String text() {
        return text;
    }

    /**
     * Holds an answer against the schema.
     *
     * @return the first violation with its place, for example {@code $.topics[1].salience: expected number}, never
     *     content of the answer; null when there is none
     */
    public @Nullable String violation(JsonNode answer) {
        return violation(root, answer, "$");
    }

    private static void check(JsonNode schema, String path) {
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYWORDS.contains(name)) {
                throw new IllegalArgumentException("Invalid schema: %s has the keyword %s".formatted(path, name));
            }
        }
        String type = schema.path("type").asText();
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("Invalid schema: %s has no known type".formatted(path));
        }
        if (type.equals("array")) {
            check(schema.path("items"), path + "[]");
        }
        if (type.equals("object")) {
            checkObject(schema, path);
        }
    }

    private static void checkObject(JsonNode schema, String path) {
        List<String> properties = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(properties::add);
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (properties.isEmpty() || !required.equals(properties)) {
            throw new IllegalArgumentException(
                    "Invalid schema: %s does not require all its properties, in order".formatted(path));
        }
        if (!schema.path("additionalProperties").isBoolean()
                || schema.path("additionalProperties").asBoolean()) {
            throw new IllegalArgumentException("Invalid schema: %s allows other properties".formatted(path));
        }
        for (String property : properties) {
            check(schema.path("properties").path(property), path + "." + property);
        }
    }

    private static @Nullable String violation(JsonNode schema, JsonNode value, String path) {
        String type = schema.path("type").asText();
        if (!hasType(value, type)) {
            return "%s: expected %s".formatted(path, type);
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            return "%s: not one of the allowed values".formatted(path);
        }
        if (type.equals("array")) {
            for (int i = 0; i < value.size(); i++) {
                String violation = violation(schema.path("items"), value.path(i), "%s[%d]".formatted(path, i));
                if (violation != null) {
                    return violation;
                }
            }
        }
        return type.equals("object") ? objectViolation(schema, value, path) : null;
    }

    private static @Nullable String objectViolation(JsonNode schema, JsonNode value, String path) {
        JsonNode properties = schema.path("properties");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (!value.has(property.getKey())) {
                return "%s.%s: missing".formatted(path, property.getKey());
            }
            String violation =
                    violation(property.getValue(), value.path(property.getKey()), path + "." + property.getKey());
            if (violation != null) {
                return violation;
            }
        }
        return value.size() > properties.size() ? "%s: unknown property".formatted(path) : null;
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> value.isBoolean();
        };
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        for (JsonNode candidate : allowed) {
            if (candidate.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
