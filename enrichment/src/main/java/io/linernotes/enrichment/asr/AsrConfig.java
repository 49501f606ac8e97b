package io.linernotes.enrichment.asr;

import java.io.Serializable;

/**
 * How speech is recognised.
 *
 * @param model name of an embedded model, or the path of a folder in Hugging Face layout
 * @param batch windows decoded side by side, at least 1; memory grows with it, results do not depend on it
 * @param threads threads of one ONNX Runtime call, at least 1; more than 1 pays only where cores are idle
 * @param wordTimes whether every word gets its own time
 */
public record AsrConfig(String model, int batch, int threads, boolean wordTimes) implements Serializable {
    /** The embedded model, eight windows side by side, one thread. */
    public static final AsrConfig DEFAULTS = new AsrConfig("whisper-nano.en", 8, 1, true);

    public AsrConfig {
        if (model.isBlank() || batch < 1 || threads < 1) {
            throw new IllegalArgumentException("Invalid recognition settings: model = %s, batch = %s, threads = %s"
                    .formatted(model, batch, threads));
        }
    }
}
