package io.linernotes.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Public data that is not part of the project. A test that needs it skips, and says so, where it is missing. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder of the shared data. */
    public static Path path(String relative) {
        Path path = Path.of(System.getProperty("linernotes.shared", "../../shared"), relative);
        if (!Files.exists(path)) {
            Assumptions.abort("The shared data lacks " + relative);
        }
        return path;
    }

    /** The file of test vectors with that name. */
    public static JsonNode vectors(String name) {
        try {
            return new JsonMapper()
                    .readTree(
                            path("data/metric-vectors/%s.json".formatted(name)).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
