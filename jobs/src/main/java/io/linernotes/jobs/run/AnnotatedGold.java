package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.annotation.AnnotatedEpisode;
import io.linernotes.evaluation.gold.GoldItemWriter;
import io.linernotes.evaluation.gold.GoldSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The local folder of gold that people made: it appears whole, and a later one of the same kind replaces it. */
final class AnnotatedGold {
    private static final String ITEMS = "items.jsonl";
    /** Only such a folder holds it. */
    private static final String AGREEMENT = "agreement.txt";

    private final Path folder;

    /**
     * Names the folder.
     *
     * @throws EnrichmentException {@code CONFIG_INVALID} when something else is there
     */
    AnnotatedGold(String gold) {
        folder = Path.of(gold).toAbsolutePath().normalize();
        try (Stream<Path> content = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            if (content.findAny().isPresent() && !Files.exists(folder.resolve(AGREEMENT))) {
                throw new EnrichmentException(
                        ErrorCode.CONFIG_INVALID,
                        "%s holds something that is no gold of annotators; nothing is overwritten.".formatted(gold));
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    Path path() {
        return folder;
    }

    /** Writes beside, looks whether it can be read, and shows it by one rename. */
    void write(List<AnnotatedEpisode> episodes, String agreement) {
        Path staging = folder.resolveSibling(".%s-%s".formatted(folder.getFileName(), UUID.randomUUID()));
        try {
            Files.createDirectories(staging.resolve("transcripts"));
            for (AnnotatedEpisode episode : episodes) {
                Path transcript =
                        staging.resolve(Objects.requireNonNull(episode.item().transcript()));
                Files.writeString(transcript, episode.transcript());
            }
            Files.write(
                    staging.resolve(ITEMS),
                    episodes.stream()
                            .map(episode -> GoldItemWriter.line(episode.item()))
                            .toList());
            Files.writeString(staging.resolve(AGREEMENT), agreement);
            GoldSet.read(staging.resolve(ITEMS));
            delete(folder);
            Files.move(staging, folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        } finally {
            delete(staging);
        }
    }

    /**
     * Writes the rows that somebody must decide beside the folder. A file that is there may hold decisions already: the
     * next free name is taken, unless one holds the same.
     */
    Path writeAdjudication(String csv) {
        for (int number = 1; ; number++) {
            Path file = folder.resolveSibling(number == 1 ? "adjudicate.csv" : "adjudicate-%d.csv".formatted(number));
            try {
                if (!Files.exists(file)) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    return Files.writeString(file, csv, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                }
                if (Arrays.equals(Files.readAllBytes(file), csv.getBytes(StandardCharsets.UTF_8))) {
                    return file;
                }
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // Nothing is there.
        } catch (IOException | UncheckedIOException e) {
            throw new EnrichmentException(ErrorCode.STORAGE_UNSAFE, "Cannot delete %s.".formatted(root), e);
        }
    }

    private static EnrichmentException unwritable(Path path, IOException cause) {
        return new EnrichmentException(
                ErrorCode.STORAGE_UNSAFE,
                "Cannot write %s (%s).".formatted(path, cause.getClass().getSimpleName()),
                cause);
    }
}
