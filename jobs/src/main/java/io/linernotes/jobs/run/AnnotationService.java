package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.annotation.AnnotationSheet;
import io.linernotes.evaluation.annotation.NotedEpisode;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.SheetRequest;
import io.linernotes.jobs.spark.SparkSessions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Lets people judge what a published run wrote. Sheets and gold are local files, since people work on them: Hadoop would
 * keep checksums beside them, and refuse what a person changed.
 */
public final class AnnotationService {
    private final PrintStream out;

    public AnnotationService(PrintStream out) {
        this.out = out;
    }

    /** Writes a sheet to label. */
    public ExitCode sheet(SheetRequest request) {
        AnnotationSheet sheet = AnnotationSheet.of(episodes(request), request.episodes());
        Path file = Path.of(request.sheet());
        try {
            Files.writeString(file, sheet.csv(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "The sheet %s is there already; nothing is overwritten.".formatted(file));
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Cannot write the sheet %s (%s)."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
        out.printf(
                "%s asks about %d episodes in %d rows. Each annotator labels a copy under their own name.%n",
                file, sheet.episodes(), sheet.rows());
        return ExitCode.OK;
    }

    private static List<NotedEpisode> episodes(SheetRequest request) {
        List<NotedEpisode> episodes =
                new PublishedRun(SparkSessions.open(request.config()), request.run()).notedEpisodes();
        if (episodes.isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "No episode of %s has notes to judge.".formatted(request.run()));
        }
        return episodes;
    }
}
