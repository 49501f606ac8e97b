package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ticker;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Task;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.model.GraphCache;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.ModelStore;
import io.linernotes.enrichment.asr.model.ModelsConfig;
import io.linernotes.enrichment.asr.model.StoredWeights;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens Whisper models. */
public final class WhisperModels {
    private static final Logger LOG = LoggerFactory.getLogger(WhisperModels.class);

    private WhisperModels() {}

    /** Opens a model with the default folders of models and graphs. */
    public static SpeechRecognizer open(AsrConfig config) {
        return open(config, ModelsConfig.DEFAULTS);
    }

    /**
     * Opens a model by name or folder. Its graphs come from the cache; when they are not in it, building them takes seconds
     * and the memory of the weights several times over. Those of an embedded model are small and built anew.
     *
     * @return a recogniser; the caller closes it
     * @throws EnrichmentException {@link ErrorCode#MODEL_MISSING} or {@link ErrorCode#MODEL_INTEGRITY} when the model
     *     cannot be used
     */
    public static SpeechRecognizer open(AsrConfig config, ModelsConfig models) {
        ModelFolder folder = new ModelStore(models.folderPath()).open(config.model());
        ModelIdentity identity = new ModelIdentity(folder.name(), folder.sha256(), folder.warning());
        WhisperModel model = check(folder);
        if (config.task() == Task.TRANSLATE && !model.generation().multilingual()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "The model %s knows English only and cannot translate (asr.task).".formatted(identity.name()));
        }
        WhisperGraphs graphs = graphs(folder, model, config.precision(), new GraphCache(models.cachePath()));
        int rows = Math.max(config.batch(), config.beamSize());
        DecoderCache.Size cacheSize = DecoderCache.Size.of(model.sizes(), rows, config.glossary());
        WhisperSessions sessions = new WhisperSessions(graphs, cacheSize, config.threads());
        WordAligner aligner = config.wordTimes()
                ? new WordAligner(
                        sessions, model.tokenizer().special(), model.sizes().audioPositions())
                : null;
        WindowDecoder decoder =
                new WindowDecoder(model, sessions, rows, SearchOptions.of(config), aligner, Ticker.systemTicker());
        return new WhisperRecognizer(identity, model, sessions, decoder, config);
    }

    /**
     * Puts a model's graphs into the cache, unless they are there.
     *
     * @throws IOException when the cache cannot be used
     */
    public static BuiltGraphs build(ModelFolder folder, AsrConfig.Precision precision, GraphCache cache)
            throws IOException {
        GraphPlan plan = GraphPlan.of(check(folder), MachineArithmetic.recorded(precision, cache));
        return new BuiltGraphs(cached(folder, plan, cache), plan.arithmetic());
    }

    /**
     * Looks at all files of a model and at the header of its weights. Reads no weights and starts no session.
     *
     * @throws EnrichmentException {@link ErrorCode#MODEL_INTEGRITY} when they do not make a Whisper model
     */
    public static void requireUsable(ModelFolder folder) {
        check(folder);
    }

    /** What the JSON files of a model say of it. */
    public static WhisperDescription describe(ModelFolder folder) {
        WhisperModel model = model(folder);
        boolean multilingual = model.generation().multilingual();
        return new WhisperDescription(
                model.sizes(),
                multilingual ? model.tokenizer().special().languages().keySet().asList() : List.of("en"),
                folder.warning());
    }

    /** The same, and what was read. */
    static WhisperModel check(ModelFolder folder) {
        WhisperModel model = model(folder);
        try (StoredWeights weights = folder.weights()) {
            WhisperTensors.check(model.sizes(), weights);
        }
        return model;
    }

    /** Reads what a model's JSON files say. */
    static WhisperModel model(ModelFolder folder) {
        JsonNode config = folder.json("config.json");
        JsonNode generation = folder.json("generation_config.json");
        WhisperDimensions sizes = WhisperDimensions.of(config);
        WhisperTokenizer tokenizer = new WhisperTokenizer(folder.json("tokenizer.json"));
        if (!soundFits(folder.json("preprocessor_config.json"), sizes)
                || !tokensFit(folder.json("tokenizer.json"), sizes)
                || !rolesFit(config, generation, tokenizer.special(), sizes)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The files of model %s do not fit together.".formatted(folder.name()));
        }
        GenerationRules rules = GenerationRules.of(generation, sizes);
        return new WhisperModel(sizes, tokenizer, rules, new TokenRules(rules, tokenizer.special()));
    }

    private static boolean soundFits(JsonNode preprocessor, WhisperDimensions sizes) {
        return preprocessor.path("feature_size").asInt() == sizes.melBins()
                && preprocessor.path("n_fft").asInt(400) == 400
                && preprocessor.path("hop_length").asInt(160) == 160
                && preprocessor.path("sampling_rate").asInt(16_000) == 16_000
                && preprocessor.path("chunk_length").asInt(30) == 30;
    }

    /** Whether every token has a place in the model. */
    private static boolean tokensFit(JsonNode tokenizer, WhisperDimensions sizes) {
        boolean fits = true;
        for (Map.Entry<String, JsonNode> token :
                tokenizer.path("model").path("vocab").properties()) {
            fits &= isIndex(token.getValue(), sizes.vocabulary());
        }
        for (JsonNode token : tokenizer.path("added_tokens")) {
            fits &= isIndex(token.path("id"), sizes.vocabulary());
        }
        return fits;
    }

    private static boolean isIndex(JsonNode id, int limit) {
        return id.canConvertToInt() && id.intValue() >= 0 && id.intValue() < limit;
    }

    /** Whether the files mean the same by a number: those of another generation or language variant do not. */
    private static boolean rolesFit(
            JsonNode config, JsonNode generation, SpecialTokens special, WhisperDimensions sizes) {
        return special.firstTimestamp() + sizes.audioPositions() < sizes.vocabulary()
                && config.path("eos_token_id").asInt(special.endOfText()) == special.endOfText()
                && config.path("decoder_start_token_id").asInt(special.startOfTranscript())
                        == special.startOfTranscript()
                && generation.path("no_timestamps_token_id").asInt(special.noTimestamps()) == special.noTimestamps();
    }

    private static WhisperGraphs graphs(
            ModelFolder folder, WhisperModel model, AsrConfig.Precision precision, GraphCache cache) {
        if (!folder.embedded()) {
            try {
                GraphPlan plan = GraphPlan.of(model, MachineArithmetic.recorded(precision, cache));
                return WhisperGraphs.files(plan, cached(folder, plan, cache));
            } catch (IOException e) {
                LOG.warn(
                        "The cache of graphs cannot be used ({}): building model {} in memory",
                        e.toString(),
                        folder.name());
            }
        }
        return inMemory(folder, GraphPlan.of(model, MachineArithmetic.of(precision)));
    }

    private static Path cached(ModelFolder folder, GraphPlan plan, GraphCache cache) throws IOException {
        String kind = plan.arithmetic().precision().name().toLowerCase(Locale.ROOT);
        return cache.folder(plan.key(folder.sha256()), folder.sha256(), kind, target -> {
            try (StoredWeights weights = folder.weights()) {
                plan.write(weights, target);
            }
        });
    }

    private static WhisperGraphs inMemory(ModelFolder folder, GraphPlan plan) {
        try (StoredWeights weights = folder.weights()) {
            return WhisperGraphs.inMemory(plan, weights);
        }
    }

    /** Builds the graphs from the weights, in memory. */
    static WhisperSessions sessions(
            ModelFolder folder, WhisperModel model, Arithmetic arithmetic, DecoderCache.Size cacheSize, int threads) {
        return new WhisperSessions(inMemory(folder, GraphPlan.of(model, arithmetic)), cacheSize, threads);
    }
}
