package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.Service;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "transcribe",
        mixinStandardHelpOptions = true,
        description = "Transcribe recordings only, as one published run. Its notes can be written later with 'enrich'.",
        footerHeading = "%nExamples:%n",
        footer = {"  linernotes transcribe --input episodes/ --output transcripts/", "Exit codes: linernotes --help"})
final class TranscribeCommand implements Callable<Integer> {
    private final Service service;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--asr-model",
            paramLabel = "NAME|PATH",
            description = "Speech model: one of 'linernotes models list', or a folder with a Whisper model.")
    private @Nullable String asrModel;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    TranscribeCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        Map<String, String> flags = asrModel == null ? Map.of() : Map.of("asr.model", asrModel);
        return service.transcribe(options.request(settings.load(flags))).number();
    }
}
