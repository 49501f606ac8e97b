package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.Service;
import io.linernotes.jobs.service.SheetRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "annotate",
        mixinStandardHelpOptions = true,
        description = {
            "Write a sheet on which people judge what a run wrote.",
            "",
            "The sheet is CSV for any spreadsheet, and asks about everything in a sample of episodes. Into the column "
                    + "verdict go: supported, partly or unsupported for a claim; right or wrong for the rest. A "
                    + "chapter that starts elsewhere is wrong with a corrected_time such as 0:12:30; a better text "
                    + "goes into corrected_text. A missing chapter is a new row with kind chapter, the episode, "
                    + "corrected_time and corrected_text. Each annotator saves a copy under their own name, as CSV "
                    + "in UTF-8.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes evaluate annotate notes/run=2026-11-21 --sheet sheet.csv --episodes 10",
            "Exit codes: linernotes --help"
        })
final class AnnotateCommand implements Callable<Integer> {
    private final Service service;

    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of a published run.")
    private String run = "";

    @Option(names = "--sheet", paramLabel = "FILE", description = "CSV file to write; one that is there is kept.")
    private @Nullable String sheet;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many to draw, one of each show in turn. Default: ${DEFAULT-VALUE}.")
    private int episodes;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    AnnotateCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        if (sheet == null) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "The option --sheet is needed.");
        }
        List<String> problems = new ArrayList<>();
        Paths.requireInput("run", run, problems);
        Paths.requireNew("sheet", sheet, problems);
        if (episodes < 1) {
            problems.add("--episodes must be at least 1.");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.sheet(new SheetRequest(run, sheet, episodes, settings.load()))
                .number();
    }
}
