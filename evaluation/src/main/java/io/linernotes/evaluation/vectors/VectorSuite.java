package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes what a file of vectors expects. */
@FunctionalInterface
interface VectorSuite {
    /** All checks of a file. */
    List<Check> checks(VectorFile file);

    /** A suite whose file has {@code cases}, each with its inputs and {@code expected}. */
    static VectorSuite perCase(Function<JsonNode, Map<String, @Nullable Object>> compute) {
        return perCase(vector -> vector.path("expected"), compute);
    }

    /** The same, where what is expected stands elsewhere in the case. */
    static VectorSuite perCase(
            Function<JsonNode, JsonNode> expected, Function<JsonNode, Map<String, @Nullable Object>> compute) {
        return file -> {
            List<Check> checks = new ArrayList<>();
            for (JsonNode vector : file.root().path("cases")) {
                String name = "case " + (checks.size() + 1);
                checks.add(new Check(name, expected.apply(vector), () -> compute.apply(vector)));
            }
            return checks;
        };
    }

    /** @param actual computes a tree of maps, lists, numbers, strings and booleans */
    record Check(String name, JsonNode expected, Computation actual) {}

    /** Computes actual values. */
    @FunctionalInterface
    interface Computation {
        Object compute() throws Exception;
    }
}
