package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.model.ModelsConfig;

/** A process that opens a model and ends. */
final class OpenModel {
    private OpenModel() {}

    /** @param arguments the model's folder, and one for everything else */
    public static void main(String[] arguments) {
        AsrConfig asr = TinyWhisper.settings(arguments[0], AsrConfig.Precision.FP32, 1, false);
        ModelsConfig models = new ModelsConfig("http://127.0.0.1:1", arguments[1] + "/models", arguments[1] + "/cache");
        WhisperModels.open(asr, models).close();
    }
}
