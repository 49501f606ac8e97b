package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.ProbeRequest;
import io.linernotes.jobs.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description =
                "Decode audio files and print what is in them: how they sound and why, tags, length, format, loudness, chapters, damage.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes probe episode.mp3",
            "  linernotes probe *.mp3 > media.jsonl",
            "Exit codes: linernotes --help"
        })
final class ProbeCommand implements Callable<Integer> {
    private final Service service;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Audio files.")
    private List<String> files = List.of();

    @Option(
            names = "--json",
            description =
                    "Print one JSON object per line, also on a terminal, where people get a page for one file and a table for several. Its keys are columns of episodes, see tables.md.")
    private boolean json;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    ProbeCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        files.forEach(file -> Paths.requireFile(file, problems));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.probe(new ProbeRequest(files, json || !Terminal.READS_OUTPUT, settings.load()))
                .number();
    }
}
