package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.report.EvaluationJson;
import io.linernotes.evaluation.report.HistoryPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Where an evaluation lies: a folder that appears whole, and that a later evaluation of the same run replaces. */
final class EvaluationFolder {
    private static final String MARK = "evaluation.json";

    private final FileSystem files;
    private final Path folder;

    /**
     * Names the folder.
     *
     * @throws EnrichmentException {@code CONFIG_INVALID} when something else is there
     */
    EvaluationFolder(String run, @Nullable String output, Configuration configuration) {
        Path runFolder = new Path(run);
        Path wanted = output != null
                ? new Path(output)
                : new Path(new Path(runFolder.getParent(), "evaluations"), runFolder.getName());
        try {
            files = wanted.getFileSystem(configuration);
            folder = files.makeQualified(wanted);
            if (files.exists(folder) && files.listStatus(folder).length > 0 && !files.exists(new Path(folder, MARK))) {
                throw new EnrichmentException(
                        ErrorCode.CONFIG_INVALID,
                        "The output %s holds something that is no evaluation; nothing is overwritten."
                                .formatted(wanted));
            }
        } catch (IOException e) {
            throw unreadable(wanted, e);
        }
    }

    Path path() {
        return folder;
    }

    /** Earlier evaluations beside this one, of other runs, oldest run first. */
    List<HistoryPoint> history(String run) {
        List<HistoryPoint> points = new ArrayList<>();
        try {
            Path parent = folder.getParent();
            if (!files.exists(parent)) {
                return points;
            }
            for (FileStatus child : files.listStatus(parent)) {
                Path mark = new Path(child.getPath(), MARK);
                if (child.isDirectory() && !child.getPath().getName().startsWith(".") && files.exists(mark)) {
                    HistoryPoint point = read(mark);
                    if (point != null && !point.run().equals(run)) {
                        points.add(point);
                    }
                }
            }
        } catch (IOException e) {
            throw unreadable(folder.getParent(), e);
        }
        points.sort(Comparator.comparing((HistoryPoint point) -> Objects.requireNonNullElse(point.started(), ""))
                .thenComparing(HistoryPoint::run));
        return points;
    }

    private @Nullable HistoryPoint read(Path mark) throws IOException {
        try (InputStream stream = files.open(mark)) {
            return EvaluationJson.read(stream.readAllBytes());
        }
    }

    /**
     * Writes everything beside, and shows it by one rename.
     *
     * @param table writes the table into the folder that it is given
     */
    void write(Map<String, byte[]> contents, Consumer<Path> table) {
        Path staging = new Path(folder.getParent(), ".%s-%s".formatted(folder.getName(), UUID.randomUUID()));
        try {
            files.mkdirs(staging);
            table.accept(staging);
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                try (OutputStream stream = files.create(new Path(staging, file.getKey()))) {
                    stream.write(file.getValue());
                }
            }
            files.delete(folder, true);
            if (!files.rename(staging, folder)) {
                throw new IOException("rename refused");
            }
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNSAFE,
                    "Cannot write the evaluation to %s (%s)."
                            .formatted(folder, e.getClass().getSimpleName()),
                    e);
        } finally {
            discard(staging);
        }
    }

    private void discard(Path staging) {
        try {
            files.delete(staging, true);
        } catch (IOException e) {
            throw unreadable(staging, e);
        }
    }

    private static EnrichmentException unreadable(Path path, IOException cause) {
        return new EnrichmentException(
                ErrorCode.STORAGE_UNREADABLE,
                "Cannot read %s (%s).".formatted(path, cause.getClass().getSimpleName()),
                cause);
    }
}
