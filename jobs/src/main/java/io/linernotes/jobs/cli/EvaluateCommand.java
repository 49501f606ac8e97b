package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.Service;
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
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Score a published run against human references. The run itself is not changed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes evaluate --run notes/run=2026-11-21 --gold gold/",
            "  linernotes evaluate --run notes/run=2026-11-21 --gold gold/ --baseline notes/run=2026-11-20",
            "  linernotes evaluate --run notes/run=2026-11-21 --gold gold/ --judge gpt-4.1-2025-04-14",
            "Exit codes: linernotes --help"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Service service;

    @Option(
            names = "--run",
            paramLabel = "FOLDER",
            description = "Folder of a published run, such as notes/run=2026-11-21.")
    private @Nullable String run;

    @Option(names = "--gold", paramLabel = "FOLDER", description = "Folder with human references.")
    private @Nullable String gold;

    @Option(
            names = "--baseline",
            paramLabel = "FOLDER",
            description = "Folder of an earlier run over the same recordings, to compare with.")
    private @Nullable String baseline;

    @Option(
            names = "--gates",
            paramLabel = "FILE",
            description = "What must hold, else the exit code is 20. Default and format: conf/gates.conf.")
    private @Nullable String gates;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "Let this language model judge the summaries, in both runs, as the settings llm.* reach it. "
                    + "It costs money, which the ledger beside the run keeps; asked again, it is answered from there.")
    private @Nullable String judge;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Folder for scores and report; an evaluation that is there is replaced. "
                    + "Default: evaluations/run=ID beside the run.")
    private @Nullable String output;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    EvaluateCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        // The subcommands do not need them, so picocli must not demand them.
        if (run == null || gold == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "The options --run and --gold are both needed.");
        }
        List<String> problems = new ArrayList<>();
        Paths.requireInput("run", run, problems);
        Paths.requireInput("gold folder", gold, problems);
        if (baseline != null) {
            Paths.requireInput("baseline", baseline, problems);
        }
        if (gates != null) {
            Paths.requireInput("gates file", gates, problems);
        }
        if (output != null) {
            Paths.requireFolderOrNothing("output", output, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.evaluate(new EvaluateRequest(run, gold, baseline, gates, judge, output, settings.load()))
                .number();
    }
}
