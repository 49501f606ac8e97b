package io.linernotes.jobs.config;

import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.model.ModelsConfig;
import io.linernotes.enrichment.asr.vad.SpeechDetectionConfig;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.notes.EngineKind;
import java.io.Serializable;
import java.util.Map;

/**
 * All settings of a run. The component names are the keys: {@code quality.maxFailedShare} is set by
 * {@code quality.max-failed-share}. To add a section, add its record here and its block to
 * {@code reference-linernotes.conf}; nothing else knows the sections.
 *
 * @param engine who writes the notes
 */
public record LinernotesConfig(
        EngineKind engine,
        DecodingConfig decoding,
        SpeechDetectionConfig speech,
        AsrConfig asr,
        ModelsConfig models,
        LlmConfig llm,
        BudgetConfig budget,
        QualityConfig quality,
        SparkConfig spark)
        implements Serializable {

    /** The same, with one language model for everything. */
    public LinernotesConfig withOnlyModel(String model) {
        return new LinernotesConfig(engine, decoding, speech, asr, models, llm.withOnly(model), budget, quality, spark);
    }

    /** These settings as they bear on results: where Spark runs and where models lie does not. */
    public LinernotesConfig withoutPlaces() {
        return new LinernotesConfig(
                engine,
                decoding,
                speech,
                asr,
                ModelsConfig.DEFAULTS,
                llm,
                budget,
                quality,
                new SparkConfig("local", Map.of()));
    }
}
