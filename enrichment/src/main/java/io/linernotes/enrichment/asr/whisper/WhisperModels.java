package io.linernotes.enrichment.asr.whisper;

import com.google.common.base.Ticker;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Task;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.Safetensors;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.DecoderGraph;
import io.linernotes.enrichment.asr.whisper.graph.EncoderGraph;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;

/** Opens Whisper models. */
public final class WhisperModels {
    private WhisperModels() {}

    /**
     * Builds a model's graphs and opens it. Takes seconds and the memory of the weights several times over: once per
     * process.
     *
     * @return a recogniser; the caller closes it
     * @throws EnrichmentException {@link ErrorCode#MODEL_MISSING} or {@link ErrorCode#MODEL_INTEGRITY} when the model
     *     cannot be used
     */
    public static SpeechRecognizer open(AsrConfig config) {
        ModelFolder folder = ModelFolder.open(config.model());
        ModelIdentity identity = new ModelIdentity(folder.name(), folder.sha256(), folder.warning());
        WhisperModel model = model(folder);
        if (config.task() == Task.TRANSLATE && !model.generation().multilingual()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "The model %s knows English only and cannot translate (asr.task).".formatted(identity.name()));
        }
        Arithmetic arithmetic = WhisperSessions.arithmetic(config.precision());
        int rows = Math.max(config.batch(), config.beamSize());
        DecoderCache.Size cacheSize = DecoderCache.Size.of(model.sizes(), rows, config.glossary());
        WhisperSessions sessions = sessions(folder, model, arithmetic, cacheSize, config.threads());
        WordAligner aligner = config.wordTimes()
                ? new WordAligner(
                        sessions, model.tokenizer().special(), model.sizes().audioPositions())
                : null;
        WindowDecoder decoder =
                new WindowDecoder(model, sessions, rows, SearchOptions.of(config), aligner, Ticker.systemTicker());
        return new WhisperRecognizer(identity, model, sessions, decoder, config);
    }

    /** Reads what a model's JSON files say. */
    static WhisperModel model(ModelFolder folder) {
        WhisperDimensions sizes = WhisperDimensions.of(folder.json("config.json"));
        int bins = folder.json("preprocessor_config.json").path("feature_size").asInt();
        WhisperTokenizer tokenizer = new WhisperTokenizer(folder.json("tokenizer.json"));
        boolean tokensFit = tokenizer.special().firstTimestamp() + sizes.audioPositions() < sizes.vocabulary();
        if (bins != sizes.melBins() || !tokensFit) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The files of model %s do not fit together.".formatted(folder.name()));
        }
        GenerationRules generation = GenerationRules.of(folder.json("generation_config.json"), sizes);
        return new WhisperModel(sizes, tokenizer, generation, new TokenRules(generation, tokenizer.special()));
    }

    /** Builds the graphs from the weights. */
    static WhisperSessions sessions(
            ModelFolder folder, WhisperModel model, Arithmetic arithmetic, DecoderCache.Size cacheSize, int threads) {
        try (Safetensors weights = folder.weights()) {
            return new WhisperSessions(
                    EncoderGraph.of(model.sizes(), weights, arithmetic),
                    DecoderGraph.of(
                            model.sizes(),
                            weights,
                            arithmetic,
                            model.generation().alignmentHeads()),
                    cacheSize,
                    threads);
        }
    }
}
