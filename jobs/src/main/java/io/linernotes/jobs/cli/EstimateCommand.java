package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.EstimateRequest;
import io.linernotes.jobs.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        description = "Print what notes by a language model would cost, before anything is sent to it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes estimate --input transcripts/run=2026-11-21",
            "  linernotes estimate --input episodes/ --set llm.model=gpt-5-mini",
            "Exit codes: linernotes --help"
        })
final class EstimateCommand implements Callable<Integer> {
    private final Service service;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            arity = "1..*",
            required = true,
            description =
                    "What a run would be given: transcripts or an earlier run, which are counted exactly, or audio, whose length is measured.")
    private List<String> inputs = List.of();

    @Mixin
    private SettingOptions settings = new SettingOptions();

    EstimateCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        inputs.forEach(input -> Paths.requireInput("input", input, problems));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.estimate(new EstimateRequest(inputs, settings.load())).number();
    }
}
