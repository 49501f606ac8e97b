package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "enrich",
        mixinStandardHelpOptions = true,
        description = "Write the notes for transcripts that exist already, as one published run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes enrich --input transcripts/run=2026-11-21 --output notes/",
            "  linernotes enrich --input episode.vtt --output notes/ --engine llm",
            "Exit codes: linernotes --help"
        })
final class EnrichCommand implements Callable<Integer> {
    private final Service service;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--engine",
            paramLabel = "offline|llm",
            description = "Who writes the notes. Default: offline, which needs no network and costs nothing.")
    private @Nullable String engine;

    @Option(
            names = "--max-cost",
            paramLabel = "MONEY",
            description =
                    "The most that requests to a language model may cost in this run, such as 5.00USD. What does not fit is left for a later run (exit code 21).")
    private @Nullable String maxCost;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    EnrichCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (engine != null) {
            flags.put("engine", engine);
        }
        if (maxCost != null) {
            flags.put("budget.per-run", maxCost);
        }
        return service.enrich(options.request(settings.load(flags))).number();
    }
}
