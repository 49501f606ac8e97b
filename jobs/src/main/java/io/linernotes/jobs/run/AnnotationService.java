package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.annotation.AnnotationSheet;
import io.linernotes.evaluation.annotation.Annotations;
import io.linernotes.evaluation.annotation.LabelFile;
import io.linernotes.evaluation.annotation.NotedEpisode;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.LabelsRequest;
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
        AnnotationSheet sheet = AnnotationSheet.of(episodes(request.config(), request.run()), request.episodes());
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
                "Episodes to label: %d, in the %d rows of %s. Each annotator labels a copy under their own name.%n",
                sheet.episodes(), sheet.rows(), file);
        return ExitCode.OK;
    }

    /** Reads sheets back, tells how far people agree, and writes what is settled as gold. */
    public ExitCode labels(LabelsRequest request) {
        AnnotatedGold gold = new AnnotatedGold(request.gold());
        List<LabelFile> files =
                request.labels().stream().map(AnnotationService::read).toList();
        LabelFile adjudicated = request.adjudicated() == null ? null : read(request.adjudicated());
        Annotations annotations = Annotations.read(episodes(request.config(), request.run()), files, adjudicated);
        out.println(annotations.text());
        if (annotations.open() > 0) {
            Path file = gold.writeAdjudication(annotations.adjudication());
            out.printf(
                    "Rows on which annotators differ: %d, in %s. Fill them in, and give the file back with --adjudicated. "
                            + "Episodes that wait for it: %d.%n",
                    annotations.open(), file, annotations.waiting());
        }
        if (annotations.incomplete() > 0) {
            out.printf(
                    "Episodes whose chapters or topics are left out, since not all of them are labelled: %d.%n",
                    annotations.incomplete());
        }
        if (annotations.gold().isEmpty()) {
            out.println("No episode is gold yet; nothing is written.");
        } else {
            gold.write(annotations.gold(), "%s%n%n%s".formatted(request.run(), annotations.text()));
            out.printf(
                    "Episodes that are gold: %d, in %s.%n", annotations.gold().size(), gold.path());
        }
        return ExitCode.OK;
    }

    private static LabelFile read(String file) {
        try {
            return LabelFile.of(file, Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Cannot read the sheet %s (%s)."
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    private static List<NotedEpisode> episodes(LinernotesConfig config, String run) {
        List<NotedEpisode> episodes = new PublishedRun(SparkSessions.open(config), run).notedEpisodes();
        if (episodes.isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "No episode of %s has notes to judge.".formatted(run));
        }
        return episodes;
    }
}
