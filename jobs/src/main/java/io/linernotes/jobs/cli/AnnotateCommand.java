package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.LabelsRequest;
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
            "Let people judge what a run wrote, and make gold of what they say.",
            "",
            "--sheet writes CSV for any spreadsheet, which asks about everything in a sample of episodes. Into the column "
                    + "verdict go: supported, partly or unsupported for a claim; right or wrong for the rest. A "
                    + "chapter that starts elsewhere is wrong with a corrected_time such as 0:12:30; a better text "
                    + "goes into corrected_text. A missing chapter is a new row with kind chapter, the episode, "
                    + "corrected_time and corrected_text. Each annotator saves a copy under their own name, as CSV "
                    + "in UTF-8.",
            "",
            "--labels reads the copies back, and prints how far annotators agree. Rows on which they differ are written "
                    + "to adjudicate.csv beside the gold, for one person to fill in and to give back with "
                    + "--adjudicated. Episodes without such rows become gold: chapters and topics where all of them "
                    + "are labelled, summaries, and claims.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes evaluate annotate notes/run=2026-11-21 --sheet sheet.csv --episodes 10",
            "  linernotes evaluate annotate notes/run=2026-11-21 --labels anna.csv --labels ben.csv --gold gold/annotated",
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

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Sheet that an annotator labelled, called by their name. Repeat for more.")
    private List<String> labels = List.of();

    @Option(
            names = "--adjudicated",
            paramLabel = "FILE",
            description = "Sheet of one person whose answers hold whatever the others say.")
    private @Nullable String adjudicated;

    @Option(
            names = "--gold",
            paramLabel = "FOLDER",
            description = "Folder for the gold; one that this command wrote earlier is replaced.")
    private @Nullable String gold;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    AnnotateCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        if ((sheet == null) == labels.isEmpty()) {
            throw wrong("Give --sheet to write a sheet, or --labels to read sheets back.");
        }
        List<String> problems = new ArrayList<>();
        Paths.requireInput("run", run, problems);
        return (sheet == null ? readBack(problems) : write(sheet, problems)).number();
    }

    private ExitCode write(String file, List<String> problems) {
        if (adjudicated != null || gold != null) {
            throw wrong("--adjudicated and --gold go with --labels.");
        }
        Paths.requireNew("sheet", file, problems);
        if (episodes < 1) {
            problems.add("--episodes must be at least 1.");
        }
        check(problems);
        return service.sheet(new SheetRequest(run, file, episodes, settings.load()));
    }

    private ExitCode readBack(List<String> problems) {
        if (gold == null) {
            throw wrong("--labels needs --gold.");
        }
        labels.forEach(file -> Paths.requireFile(file, problems));
        if (adjudicated != null) {
            Paths.requireFile(adjudicated, problems);
        }
        Paths.requireFolderOrNothing("gold folder", gold, problems);
        check(problems);
        return service.labels(new LabelsRequest(run, labels, adjudicated, gold, settings.load()));
    }

    private static void check(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }
}
