package io.linernotes.evaluation.gold;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a gold file to its end before it complains, so that one look at the message is enough to mend the file. */
final class GoldReader {
    private static final int SHOWN_PROBLEMS = 50;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String file;
    private final Predicate<String> exists;
    private final List<String> problems = new ArrayList<>();
    private final List<GoldItem> items = new ArrayList<>();
    private final Map<String, Integer> lineById = new HashMap<>();

    /** @param exists whether a path inside the folder of the file leads to a file */
    GoldReader(String file, Predicate<String> exists) {
        this.file = file;
        this.exists = exists;
    }

    List<GoldItem> read(BufferedReader lines) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (number == 1 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            if (!line.isBlank()) {
                readLine(line, number);
            }
        }
        checkSameAs();
        if (!problems.isEmpty()) {
            throw new EnrichmentException(ErrorCode.GOLD_INVALID, message());
        }
        return items;
    }

    private void readLine(String line, int number) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // The parser's own words would quote the line.
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            problem(number, "the line is not valid JSON at column " + column);
            return;
        }
        int before = problems.size();
        GoldItem item = new GoldItemParser(sentence -> problem(number, sentence)).parse(node);
        if (item == null) {
            return;
        }
        checkFile(number, "audio", item.audio());
        checkFile(number, "transcript", item.transcript());
        Integer first = lineById.putIfAbsent(item.id(), number);
        if (first != null) {
            problem(number, "the id \"%s\" is already on line %d".formatted(item.id(), first));
        }
        if (problems.size() == before) {
            items.add(item);
        }
    }

    private void checkFile(int number, String field, @Nullable String path) {
        if (path != null && !exists.test(path)) {
            problem(number, "\"%s\" names %s, which does not exist".formatted(field, path));
        }
    }

    private void checkSameAs() {
        Map<String, GoldItem> byId = new HashMap<>();
        items.forEach(item -> byId.put(item.id(), item));
        for (GoldItem item : items) {
            String target = item.sameAs();
            if (target == null) {
                continue;
            }
            int line = line(item.id());
            GoldItem original = byId.get(target);
            if (!lineById.containsKey(target)) {
                problem(line, "\"same_as\" names \"%s\", which is not in the file".formatted(target));
            } else if (original != null && original.sameAs() != null) {
                problem(line, "\"same_as\" names \"%s\", which has a \"same_as\" itself".formatted(target));
            }
        }
    }

    private int line(String id) {
        Integer line = lineById.get(id);
        return line == null ? 0 : line;
    }

    private void problem(int line, String sentence) {
        problems.add("%s, line %d: %s.".formatted(file, line, sentence));
    }

    private String message() {
        String shown = String.join("\n", problems.subList(0, Math.min(problems.size(), SHOWN_PROBLEMS)));
        String rest = problems.size() > SHOWN_PROBLEMS
                ? "\n%s: %d more problems are not shown.".formatted(file, problems.size() - SHOWN_PROBLEMS)
                : "";
        return shown + rest;
    }
}
