package io.linernotes.jobs.cli;

import io.linernotes.enrichment.asr.whisper.AsrBenchmark;
import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.service.BenchmarkRequest;
import io.linernotes.jobs.service.EmbeddingBenchmarkRequest;
import io.linernotes.jobs.service.Service;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure parts of Linernotes on this machine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes bench asr --dims base.en",
            "  linernotes bench embedding",
            "Settings, also --config: linernotes bench asr --help"
        })
final class BenchCommand {
    private BenchCommand() {}

    static CommandLine create(Service service) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new Asr(service))
                .addSubcommand(new Embedding(service));
    }

    @Command(
            name = "asr",
            mixinStandardHelpOptions = true,
            description =
                    "Measure what a window of 30 s of speech with 100 tokens costs: CPU milliseconds of one core, and memory.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  linernotes bench asr --dims base.en --windows 16 --batch 8",
                "  linernotes bench asr --model openai/whisper-small.en --precision fp32 --json",
                "Exit codes: linernotes --help"
            })
    private static final class Asr implements Callable<Integer> {
        private final Service service;

        @Option(
                names = "--dims",
                paramLabel = "tiny.en|base.en|small.en",
                description = "Random weights at the sizes of a published model: speed does not depend on weights.")
        private @Nullable String dims;

        @Option(
                names = "--model",
                paramLabel = "NAME|FOLDER",
                description = "A model instead of random weights. Default: asr.model.")
        private @Nullable String model;

        @Option(
                names = "--windows",
                paramLabel = "N",
                defaultValue = "8",
                description = "Windows to measure, rounded up to whole batches. Default: ${DEFAULT-VALUE}.")
        private int windows;

        @Option(names = "--batch", paramLabel = "N", description = "Windows decoded side by side. Default: asr.batch.")
        private @Nullable Integer batch;

        @Option(names = "--precision", paramLabel = "int8|fp32", description = "Arithmetic. Default: asr.precision.")
        private @Nullable String precision;

        @Option(
                names = "--task-threads",
                paramLabel = "1|2",
                defaultValue = "1",
                description =
                        "2: measure also how much more two tasks get done that share one model. Needs two idle cores.")
        private int taskThreads;

        @Option(
                names = "--json",
                description = "Print a JSON object, also on a terminal, where the default is a table.")
        private boolean json;

        @Mixin
        private SettingOptions settings = new SettingOptions();

        private Asr(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            Map<String, String> flags = new LinkedHashMap<>();
            if (model != null) {
                flags.put("asr.model", model);
            }
            if (batch != null) {
                flags.put("asr.batch", batch.toString());
            }
            if (precision != null) {
                flags.put("asr.precision", precision);
            }
            if (dims != null && model != null) {
                throw new ConfigException(List.of("Give --dims or --model, not both."));
            }
            if (windows < 1 || taskThreads < 1 || taskThreads > 2) {
                throw new ConfigException(List.of("--windows must be at least 1, --task-threads 1 or 2."));
            }
            LinernotesConfig config = settings.load(flags);
            AsrBenchmark.Effort effort =
                    new AsrBenchmark.Effort(windows, config.asr().batch(), taskThreads == 2);
            return service.benchmark(new BenchmarkRequest(size(), effort, json || !Terminal.READS_OUTPUT, config))
                    .number();
        }

        private AsrBenchmark.@Nullable Size size() {
            if (dims == null) {
                return null;
            }
            return Arrays.stream(AsrBenchmark.Size.values())
                    .filter(size -> size.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '.')
                            .equals(dims))
                    .findFirst()
                    .orElseThrow(() -> new ConfigException(
                            List.of("--dims must be tiny.en, base.en or small.en, not \"" + dims + "\".")));
        }
    }

    @Command(
            name = "embedding",
            mixinStandardHelpOptions = true,
            description = "Measure what a sentence costs the offline engine's embedder, alone and among others: CPU "
                    + "milliseconds of one core.",
            footerHeading = "%nExamples:%n",
            footer = {"  linernotes bench embedding --sentences 400", "Exit codes: linernotes --help"})
    private static final class Embedding implements Callable<Integer> {
        private final Service service;

        @Option(
                names = "--sentences",
                paramLabel = "N",
                defaultValue = "800",
                description = "Sentences to measure. Default: ${DEFAULT-VALUE}.")
        private int sentences;

        @Option(
                names = "--json",
                description = "Print a JSON object, also on a terminal, where the default is a table.")
        private boolean json;

        private Embedding(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            if (sentences < 1) {
                throw new ConfigException(List.of("--sentences must be at least 1."));
            }
            return service.benchmarkEmbedding(new EmbeddingBenchmarkRequest(sentences, json || !Terminal.READS_OUTPUT))
                    .number();
        }
    }
}
