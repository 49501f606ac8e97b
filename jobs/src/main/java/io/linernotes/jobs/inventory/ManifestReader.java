package io.linernotes.jobs.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest: a list of episodes as CSV with a header line, or as JSON lines, with the columns {@code media}
 * (required), {@code show}, {@code title}, {@code published}, {@code language} and {@code description}.
 */
final class ManifestReader {
    private static final Set<String> COLUMNS = Set.of("media", "show", "title", "published", "language", "description");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final List<String> problems = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    /** An episode of a manifest; {@code media} may be relative to the manifest. */
    record Entry(String media, EpisodeMetadata metadata) {}

    private ManifestReader(String name) {
        this.name = name;
    }

    /** Whether a file is a manifest, by its ending. */
    static boolean isManifest(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return lower.endsWith(".csv") || lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
    }

    /**
     * Reads all entries.
     *
     * @throws EnrichmentException naming every bad line at once
     */
    static List<Entry> read(String name, BufferedReader reader) throws IOException {
        ManifestReader manifest = new ManifestReader(name);
        if (name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            manifest.readCsv(reader);
        } else {
            manifest.readJsonLines(reader);
        }
        if (!manifest.problems.isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.INVENTORY_UNREADABLE, String.join(System.lineSeparator(), manifest.problems));
        }
        return manifest.entries;
    }

    private void readCsv(BufferedReader reader) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(reader, format)) {
            for (CSVRecord record : parser) {
                Map<String, String> values = new TreeMap<>(record.toMap());
                add(parser.getCurrentLineNumber(), values);
            }
        } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
            problems.add("Cannot read manifest %s: it is not CSV with a header line.".formatted(name));
        }
    }

    private void readJsonLines(BufferedReader reader) throws IOException {
        long number = 0;
        String line;
        while ((line = reader.readLine()) != null) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode node = JSON.readTree(line);
                Map<String, String> values = new TreeMap<>();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    if (field.getValue().isTextual()) {
                        values.put(field.getKey(), field.getValue().textValue());
                    } else if (!field.getValue().isNull()) {
                        problems.add("Manifest %s, line %s: %s is not a text.".formatted(name, number, field.getKey()));
                    }
                }
                add(number, values);
            } catch (JsonProcessingException e) {
                problems.add("Manifest %s, line %s: not a JSON object.".formatted(name, number));
            }
        }
    }

    private void add(long line, Map<String, String> values) {
        for (String column : values.keySet()) {
            if (!COLUMNS.contains(column)) {
                problems.add(
                        "Manifest %s, line %s: unknown column %s; known are media, show, title, published, language and description."
                                .formatted(name, line, column));
                return;
            }
        }
        String media = text(values, "media");
        if (media == null) {
            problems.add("Manifest %s, line %s: media is missing.".formatted(name, line));
            return;
        }
        entries.add(new Entry(
                media,
                new EpisodeMetadata(
                        text(values, "show"),
                        text(values, "title"),
                        text(values, "published"),
                        text(values, "language"),
                        text(values, "description"))));
    }

    private static @Nullable String text(Map<String, String> values, String column) {
        String value = values.get(column);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
