package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.ImportModelRequest;
import io.linernotes.jobs.service.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Copy a speech model into the folder of installed ones and pin its files in models.lock.json.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes models import /media/usb/whisper-small.en --name openai/whisper-small.en",
            "Exit codes: linernotes --help"
        })
final class ImportModelCommand implements Callable<Integer> {
    /** A snapshot in the cache of Hugging Face's own tools. */
    private static final Pattern SNAPSHOT = Pattern.compile(".*/models--(.+?)--(.+)/snapshots/[^/]+");

    private final Service service;

    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "Folder in Hugging Face layout, with weights or an ONNX export, or a snapshot in the cache of Hugging Face's tools.")
    private String folder = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the model from now on. Default: that of the folder.")
    private @Nullable String name;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    ImportModelCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        Paths.requireInput("folder", folder, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        String chosen = name == null ? nameOf(folder) : name;
        return service.importModel(new ImportModelRequest(folder, chosen, settings.load()))
                .number();
    }

    private static String nameOf(String folder) {
        Path path = Path.of(folder).toAbsolutePath().normalize();
        Matcher snapshot = SNAPSHOT.matcher(path.toString().replace('\\', '/'));
        return snapshot.matches() ? snapshot.group(1) + "/" + snapshot.group(2) : String.valueOf(path.getFileName());
    }
}
