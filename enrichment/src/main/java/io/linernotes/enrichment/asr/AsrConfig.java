package io.linernotes.enrichment.asr;

import java.io.Serializable;

/**
 * How speech is recognised.
 *
 * @param model name of an embedded model, or the path of a folder in Hugging Face layout
 * @param precision arithmetic of the model
 * @param batch windows decoded side by side, at least 1; memory grows with it, results do not depend on it
 * @param threads threads of one ONNX Runtime call, at least 1; more than 1 pays only where cores are idle
 * @param wordTimes whether every word gets its own time
 */
public record AsrConfig(String model, Precision precision, int batch, int threads, boolean wordTimes)
        implements Serializable {
    /** The embedded model in integers, eight windows side by side, one thread. */
    public static final AsrConfig DEFAULTS = new AsrConfig("whisper-nano.en", Precision.INT8, 8, 1, true);

    /** Arithmetic of the linear layers and of the attention to the sound. */
    public enum Precision {
        /** Eight-bit integers: several times faster, a quarter of the memory. */
        INT8,
        /** 32-bit floating point: what the integer form is measured against. */
        FP32
    }

    public AsrConfig {
        if (model.isBlank() || batch < 1 || threads < 1) {
            throw new IllegalArgumentException("Invalid recognition settings: model = %s, batch = %s, threads = %s"
                    .formatted(model, batch, threads));
        }
    }
}
