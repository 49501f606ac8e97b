package io.linernotes.jobs.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.model.GraphCache;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.ModelHub;
import io.linernotes.enrichment.asr.model.ModelStore;
import io.linernotes.enrichment.asr.whisper.BuiltGraphs;
import io.linernotes.enrichment.asr.whisper.WhisperModels;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.service.BuildModelRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ImportModelRequest;
import io.linernotes.jobs.service.ListModelsRequest;
import io.linernotes.jobs.service.PullModelRequest;
import io.linernotes.jobs.service.VerifyModelsRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Answers the commands about speech models. */
public final class ModelsService {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final PrintStream out;
    private final PrintStream err;

    /**
     * Makes the service.
     *
     * @param err where progress is shown
     */
    public ModelsService(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Prints embedded and installed models; a damaged one is listed as such. */
    public ExitCode list(ListModelsRequest request) {
        List<ModelLine> lines = ModelLine.all(
                store(request.config()),
                new GraphCache(request.config().models().cachePath()));
        if (!request.json()) {
            ModelTable.print(lines, out);
            return ExitCode.OK;
        }
        for (ModelLine line : lines) {
            try {
                out.println(JSON.writeValueAsString(line));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Cannot write a model as JSON", e);
            }
        }
        return ExitCode.OK;
    }

    /** Fetches, checks and installs. */
    public ExitCode pull(PullModelRequest request) {
        ModelFolder model;
        try (PullDisplay display = new PullDisplay(err, Boolean.getBoolean("linernotes.terminal"))) {
            model = new ModelHub(request.config().models())
                    .pull(request.name(), request.revision(), WhisperModels::requireUsable, display);
        }
        return installed(request.name(), model);
    }

    /** Copies, checks and installs. */
    public ExitCode importModel(ImportModelRequest request) {
        ModelFolder model = store(request.config())
                .importFrom(Path.of(request.folder()), request.name(), WhisperModels::requireUsable);
        return installed(request.name(), model);
    }

    private ExitCode installed(String name, ModelFolder model) {
        out.printf("Installed %s, sha256 %s; use it with --asr-model %s%n", name, model.sha256(), name);
        return ExitCode.OK;
    }

    /** Prints one line per model, and goes on after a bad one. */
    public ExitCode verify(VerifyModelsRequest request) {
        ModelStore store = store(request.config());
        List<String> names = request.models().isEmpty() ? store.names() : request.models();
        if (names.isEmpty()) {
            out.println("No models are installed.");
        }
        ExitCode worst = ExitCode.OK;
        for (String name : names) {
            try {
                ModelFolder model = store.open(name);
                WhisperModels.requireUsable(model);
                out.printf(
                        "%s: %s, sha256 %s%n",
                        name, model.pinned() ? "as pinned" : "usable, not pinned", model.sha256());
            } catch (EnrichmentException e) {
                if (e.code() != ErrorCode.MODEL_INTEGRITY) {
                    throw e;
                }
                out.printf("%s: %s%n", name, e.getMessage());
                worst = ExitCode.INTEGRITY;
            }
        }
        return worst;
    }

    /** Builds graphs, or finds them built. */
    public ExitCode build(BuildModelRequest request) {
        ModelFolder model = store(request.config()).open(request.model());
        Path cache = request.config().models().cachePath();
        try {
            BuiltGraphs built =
                    WhisperModels.build(model, request.config().asr().precision(), new GraphCache(cache));
            out.printf("The graphs of %s are in %s%n", request.model(), built.folder());
            Arithmetic arithmetic = built.arithmetic();
            if (arithmetic.precision() == Precision.INT8) {
                out.printf(
                        "Fastest on this machine: attention of the encoder in %s, keys of the decoder %d at a time%n",
                        arithmetic.kernels().attention().name().toLowerCase(Locale.ROOT),
                        arithmetic.kernels().keyColumns());
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Cannot write to the cache of graphs %s (%s)."
                            .formatted(cache, e.getClass().getSimpleName()),
                    e);
        }
    }

    private static ModelStore store(LinernotesConfig config) {
        return new ModelStore(config.models().folderPath());
    }
}
