package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.service.RunRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to work on and where the run goes. */
final class RunOptions {
    @Option(
            names = "--input",
            paramLabel = "PATH",
            arity = "1..*",
            required = true,
            description =
                    "Audio files, folders, globs or manifests (CSV or JSON lines with a column media); for enrich, VTT, SRT or JSON transcripts, or an earlier run. On any Hadoop file system; several may follow.")
    private List<String> inputs = List.of();

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            required = true,
            description =
                    "Folder of all runs, local or hdfs://. This run becomes its subfolder run=ID, complete or not at all.")
    private String output = "";

    @Option(
            names = "--run",
            paramLabel = "ID",
            description =
                    "Name of the run. A finished run is left alone, an unfinished one is resumed. Default: today's date in UTC, with a number behind it where that is taken.")
    private @Nullable String run;

    @Option(
            names = "--gold",
            paramLabel = "FOLDER",
            description = "Human references; the run is scored against them before it is published.")
    private @Nullable String gold;

    /**
     * Returns the request.
     *
     * @throws ConfigException if a path or the id is wrong
     */
    RunRequest request(LinernotesConfig config) {
        List<String> problems = new ArrayList<>();
        inputs.forEach(input -> Paths.requireInput("input", input, problems));
        Paths.requireFolderOrNothing("output", output, problems);
        if (gold != null) {
            Paths.requireInput("gold folder", gold, problems);
        }
        RunId id = runId(run, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new RunRequest(inputs, output, id, gold, config);
    }

    private static @Nullable RunId runId(@Nullable String run, List<String> problems) {
        try {
            return run == null ? null : new RunId(run);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return null;
        }
    }
}
