package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.BuildModelRequest;
import io.linernotes.jobs.service.ListModelsRequest;
import io.linernotes.jobs.service.PullModelRequest;
import io.linernotes.jobs.service.Service;
import io.linernotes.jobs.service.VerifyModelsRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Speech models: which are there, and how to get others. Only 'pull' uses the network.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes models list",
            "  linernotes models pull openai/whisper-small.en",
            "  linernotes models import ~/whisper-small.en",
            "Where they are kept: models.folder and models.cache in conf/reference-linernotes.conf"
        })
final class ModelsCommand {
    private ModelsCommand() {}

    static CommandLine create(Service service) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ListModels(service))
                .addSubcommand(new Pull(service))
                .addSubcommand(new ImportModelCommand(service))
                .addSubcommand(new Verify(service))
                .addSubcommand(new Build(service));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "List speech models with their sizes, languages and built graphs. Quick: files are not hashed.",
            footerHeading = "%nExamples:%n",
            footer = {"  linernotes models list", "Exit codes: linernotes --help"})
    private static final class ListModels implements Callable<Integer> {
        private final Service service;

        @Option(
                names = "--json",
                description = "Print one JSON object per line, also on a terminal, where the default is a table.")
        private boolean json;

        @Mixin
        private SettingOptions settings = new SettingOptions();

        private ListModels(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            return service.listModels(new ListModelsRequest(json || !Terminal.READS_OUTPUT, settings.load()))
                    .number();
        }
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            description =
                    "Fetch a speech model from a hub and pin its files in models.lock.json. A stopped pull goes on where it was.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  linernotes models pull openai/whisper-small.en",
                "  linernotes models pull onnx-community/whisper-base.en    (an export: its most exact variant)",
                "  linernotes models pull openai/whisper-base --set models.hub-url=https://mirror.example.org",
                "Exit codes: linernotes --help"
            })
    private static final class Pull implements Callable<Integer> {
        private final Service service;

        @Parameters(paramLabel = "NAME", description = "Name on the hub, such as openai/whisper-small.en.")
        private String name = "";

        @Option(
                names = "--revision",
                paramLabel = "REVISION",
                description = "Branch, tag or commit. Default: the one that is pinned, else main.")
        private @Nullable String revision;

        @Mixin
        private SettingOptions settings = new SettingOptions();

        private Pull(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            return service.pullModel(new PullModelRequest(name, revision, settings.load()))
                    .number();
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Compare every file of speech models with models.lock.json and check that they fit together.",
            footerHeading = "%nExamples:%n",
            footer = {"  linernotes models verify", "Exit codes: linernotes --help"})
    private static final class Verify implements Callable<Integer> {
        private final Service service;

        @Parameters(
                paramLabel = "NAME|FOLDER",
                arity = "0..*",
                description = "Models to verify. Default: all that are installed.")
        private List<String> models = List.of();

        @Mixin
        private SettingOptions settings = new SettingOptions();

        private Verify(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            return service.verifyModels(new VerifyModelsRequest(models, settings.load()))
                    .number();
        }
    }

    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            description = "Build the graphs of a speech model now, not when it is first used on this machine.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  linernotes models build openai/whisper-small.en",
                "  linernotes models build models/whisper-base --precision fp32",
                "Exit codes: linernotes --help"
            })
    private static final class Build implements Callable<Integer> {
        private final Service service;

        @Parameters(paramLabel = "NAME|FOLDER", description = "An installed model, or a folder with one.")
        private String model = "";

        @Option(names = "--precision", paramLabel = "int8|fp32", description = "Arithmetic. Default: asr.precision.")
        private @Nullable String precision;

        @Mixin
        private SettingOptions settings = new SettingOptions();

        private Build(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            Map<String, String> flags = precision == null ? Map.of() : Map.of("asr.precision", precision);
            return service.buildModel(new BuildModelRequest(model, settings.load(flags)))
                    .number();
        }
    }
}
