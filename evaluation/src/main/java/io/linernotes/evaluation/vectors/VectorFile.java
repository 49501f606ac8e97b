package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A parsed file of vectors and where it lies. */
record VectorFile(Path path, JsonNode root) {
    static VectorFile read(Path path) {
        try {
            return new VectorFile(path, new JsonMapper().readTree(path.toFile()));
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "The vector file %s is not readable JSON.".formatted(path), e);
        }
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    String metric() {
        return root.path("metric").asText("");
    }

    double tolerance() {
        return root.path("tolerance").asDouble(0);
    }

    /** Lines of a file that the vectors name; its path starts in one of the folders above this file. */
    List<String> lines(String relative) throws IOException {
        for (Path folder = path.toAbsolutePath().normalize().getParent(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(relative);
            if (Files.exists(candidate)) {
                return Files.readAllLines(candidate);
            }
        }
        throw new IOException("missing data file " + relative);
    }
}
