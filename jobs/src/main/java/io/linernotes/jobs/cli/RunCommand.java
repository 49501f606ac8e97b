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
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Transcribe recordings and write their notes, as one published run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes run --input episodes/ --output notes/",
            "  linernotes run --input a.mp3 b.m4b --output notes/ --run pilot --gold gold/",
            "  linernotes run --input episodes/ --output notes/ --engine llm --max-cost 5.00USD",
            "Exit codes: linernotes --help"
        })
final class RunCommand implements Callable<Integer> {
    private final Service service;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--engine",
            paramLabel = "offline|llm",
            description = "Who writes the notes. Default: offline, which needs no network and costs nothing.")
    private @Nullable String engine;

    @Option(
            names = "--asr-model",
            paramLabel = "NAME|PATH",
            description = "Speech model: one of 'linernotes models list', or a folder with a Whisper model.")
    private @Nullable String asrModel;

    @Option(
            names = "--max-cost",
            paramLabel = "MONEY",
            description =
                    "The most that requests to a language model may cost in this run, such as 5.00USD. What does not fit is left for a later run (exit code 21).")
    private @Nullable String maxCost;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    RunCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>();
        if (engine != null) {
            flags.put("engine", engine);
        }
        if (asrModel != null) {
            flags.put("asr.model", asrModel);
        }
        if (maxCost != null) {
            flags.put("budget.per-run", maxCost);
        }
        return service.run(options.request(settings.load(flags))).number();
    }
}
