package io.linernotes.enrichment.asr;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How speech is recognised.
 *
 * @param model name of an embedded model, or the path of a folder in Hugging Face layout
 * @param precision arithmetic of the model
 * @param batch windows decoded side by side, at least 1; memory grows with it, results do not depend on it
 * @param threads threads of one ONNX Runtime call, at least 1; more than 1 pays only where cores are idle
 * @param wordTimes whether every word gets its own time
 * @param beamSize texts followed at once, at least 1; 1 always takes the likeliest token
 * @param patience how many ended texts per beam are waited for, above 0; only with several beams
 * @param lengthPenalty exponent of the penalty by which texts of different length compare, 0 to 1; null for the mean
 *     over the tokens
 * @param bestOf texts drawn where a doubtful window is tried again at a higher temperature, at least 1
 * @param task what is written
 * @param languagePerWindow whether every window is listened to for its language, instead of a few for the recording
 * @param glossary whether names from title and description are given to the model as words to expect
 */
public record AsrConfig(
        String model,
        Precision precision,
        int batch,
        int threads,
        boolean wordTimes,
        int beamSize,
        double patience,
        @Nullable Double lengthPenalty,
        int bestOf,
        Task task,
        boolean languagePerWindow,
        boolean glossary)
        implements Serializable {
    /** The embedded model in integers, eight windows side by side, one thread, always the likeliest token. */
    public static final AsrConfig DEFAULTS =
            new AsrConfig("whisper-nano.en", Precision.INT8, 8, 1, true, 1, 1, null, 1, Task.TRANSCRIBE, false, false);

    /** Arithmetic of the linear layers and of the attention to the sound. */
    public enum Precision {
        /** Eight-bit integers: several times faster, a quarter of the memory. */
        INT8,
        /** 32-bit floating point: what the integer form is measured against. */
        FP32
    }

    /** What is written; English-only models can only transcribe. */
    public enum Task {
        /** What is said. */
        TRANSCRIBE,
        /** What is said, in English. */
        TRANSLATE
    }

    public AsrConfig {
        if (model.isBlank() || batch < 1 || threads < 1) {
            throw new IllegalArgumentException("Invalid recognition settings: model = %s, batch = %s, threads = %s"
                    .formatted(model, batch, threads));
        }
        boolean penaltyFits = lengthPenalty == null || (lengthPenalty >= 0 && lengthPenalty <= 1);
        if (beamSize < 1 || bestOf < 1 || !(patience > 0) || !penaltyFits) {
            throw new IllegalArgumentException(
                    "Invalid search settings: beam-size = %s, patience = %s, length-penalty = %s, best-of = %s"
                            .formatted(beamSize, patience, lengthPenalty, bestOf));
        }
    }
}
