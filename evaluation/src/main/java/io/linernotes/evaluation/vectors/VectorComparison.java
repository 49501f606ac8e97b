package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;

/** Holds computed values against expected ones. What is expected as null is not defined there and not compared. */
final class VectorComparison {
    private static final JsonMapper JSON = new JsonMapper();
    /** Not unique, so no implementation can be held to them. */
    private static final Set<String> INFORMATIVE = Set.of("informative", "informative_sdi");

    private final double tolerance;

    VectorComparison(double tolerance) {
        this.tolerance = tolerance;
    }

    /** The first difference; empty when there is none. */
    String difference(JsonNode expected, Object actual) {
        return difference("", expected, JSON.valueToTree(actual));
    }

    private String difference(String where, JsonNode expected, JsonNode actual) {
        if (expected.isNull()) {
            return "";
        }
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                if (INFORMATIVE.contains(field.getKey())) {
                    continue;
                }
                String inner = where.isEmpty() ? field.getKey() : where + "." + field.getKey();
                String difference = difference(inner, field.getValue(), actual.path(field.getKey()));
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        }
        if (actual.isMissingNode()) {
            return where + " is not computed";
        }
        if (expected.isArray()) {
            return arrayDifference(where, expected, actual);
        }
        boolean numbers = expected.isNumber() && actual.isNumber();
        boolean same = numbers ? close(expected, actual) : expected.equals(actual);
        return same ? "" : "%s: expected %s, actual %s".formatted(where, expected, actual);
    }

    private String arrayDifference(String where, JsonNode expected, JsonNode actual) {
        if (expected.size() != actual.size()) {
            return "%s: expected %d values, actual %d".formatted(where, expected.size(), actual.size());
        }
        for (int i = 0; i < expected.size(); i++) {
            String difference = difference("%s[%d]".formatted(where, i), expected.get(i), actual.get(i));
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return "";
    }

    /** Relative for large values, absolute for small ones, exact for counts. */
    private boolean close(JsonNode expected, JsonNode actual) {
        if (expected.isIntegralNumber() && actual.isIntegralNumber()) {
            return expected.longValue() == actual.longValue();
        }
        double value = expected.doubleValue();
        double allowed = Math.max(tolerance, 1e-12) * Math.max(1, Math.abs(value));
        return Math.abs(actual.doubleValue() - value) <= allowed;
    }
}
