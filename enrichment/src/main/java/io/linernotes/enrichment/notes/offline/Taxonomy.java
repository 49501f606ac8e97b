package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A closed list of topic labels in two levels. The file is UTF-8 with tab-separated columns id, label, parent and
 * description and one header line; parents stand before their children.
 *
 * @param labels in the order of the file, at least one
 */
public record Taxonomy(List<Label> labels) {
    private static final String HEADER = "id\tlabel\tparent\tdescription";
    private static final String SHIPPED = "/taxonomy/linernotes.tsv";

    public Taxonomy {
        labels = List.copyOf(labels);
    }

    /**
     * One label.
     *
     * @param parent id of the label above it; null at the top
     * @param description what belongs there, in a few words; texts are compared with it
     */
    public record Label(String id, String label, @Nullable String parent, String description) {}

    /** The list that comes with the product. */
    public static Taxonomy shipped() {
        try (InputStream stream = Objects.requireNonNull(Taxonomy.class.getResourceAsStream(SHIPPED))) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), "the shipped taxonomy");
        } catch (IOException e) {
            throw new EnrichmentException(ErrorCode.CONFIG_INVALID, "Cannot read the shipped taxonomy", e);
        }
    }

    /**
     * Reads another list.
     *
     * @throws EnrichmentException {@link ErrorCode#CONFIG_INVALID} when it cannot be read or is not in the format
     */
    public static Taxonomy read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new EnrichmentException(ErrorCode.CONFIG_INVALID, "Cannot read the taxonomy " + file, e);
        }
    }

    private static Taxonomy parse(String text, String name) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(HEADER)) {
            throw invalid(name, 1, "expected the header id, label, parent, description, then labels");
        }
        List<Label> labels = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int line = 2; line <= lines.size(); line++) {
            String[] cells = lines.get(line - 1).split("\t", -1);
            if (cells.length != 4 || cells[0].isBlank() || cells[1].isBlank()) {
                throw invalid(name, line, "expected 4 columns separated by tabs, the first two filled");
            }
            if (!cells[2].isEmpty() && !ids.contains(cells[2])) {
                throw invalid(name, line, "its parent does not stand above it");
            }
            if (!ids.add(cells[0])) {
                throw invalid(name, line, "its id is used twice");
            }
            labels.add(new Label(cells[0], cells[1], cells[2].isEmpty() ? null : cells[2], cells[3]));
        }
        return new Taxonomy(labels);
    }

    private static EnrichmentException invalid(String name, int line, String reason) {
        return new EnrichmentException(
                ErrorCode.CONFIG_INVALID, "Cannot read %s, line %s: %s".formatted(name, line, reason));
    }
}
