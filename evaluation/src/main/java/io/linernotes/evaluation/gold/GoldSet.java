package io.linernotes.evaluation.gold;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Gold items of one file, in its order. The file holds one JSON object per line, UTF-8, times in whole milliseconds.
 *
 * @param name how messages and reports call it
 */
public record GoldSet(String name, List<GoldItem> items) implements Serializable {
    public GoldSet {
        items = List.copyOf(items);
    }

    /**
     * Reads an {@code items.jsonl}. The set is named after the folder.
     *
     * @throws EnrichmentException {@code GOLD_INVALID} with every problem of the file, one sentence with file and line
     *     on each line of the message; {@code STORAGE_UNREADABLE} when it cannot be read
     */
    public static GoldSet read(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        Path folder = parent == null ? null : parent.getFileName();
        String name = folder == null ? file.toString() : folder.toString();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            Predicate<String> exists = path -> Files.exists(file.resolveSibling(path));
            return new GoldSet(name, new GoldReader(file.toString(), exists).read(reader));
        } catch (MalformedInputException e) {
            throw new EnrichmentException(ErrorCode.GOLD_INVALID, "The gold file %s is not UTF-8.".formatted(file), e);
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNREADABLE, "Cannot read the gold file %s.".formatted(file), e);
        }
    }

    /**
     * Reads the same format from anywhere else.
     *
     * @param name how messages call the source; becomes the set's name
     * @param source stays open: the caller owns it
     * @param exists whether a path inside the folder of the source leads to a file
     */
    public static GoldSet read(String name, Reader source, Predicate<String> exists) {
        try {
            return new GoldSet(name, new GoldReader(name, exists).read(new BufferedReader(source)));
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNREADABLE, "Cannot read the gold file %s.".formatted(name), e);
        }
    }
}
