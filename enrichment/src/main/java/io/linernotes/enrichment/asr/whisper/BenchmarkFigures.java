package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.whisper.graph.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AsrBenchmark} measured. Milliseconds are of CPU time of one core, unless they say otherwise.
 *
 * @param dims width x encoder layers + decoder layers
 * @param precision arithmetic of the graphs
 * @param kernels of integers, without meaning in floating point
 * @param batch rows decoded side by side
 * @param windows measured
 * @param melMs features of a window
 * @param encodeMs encoder of a window, keys and values for the decoder included
 * @param promptMs tokens before the first that is sampled, of a window
 * @param decodeMsPerToken a step of the batch over its rows, choice of the tokens included
 * @param rulesMsPerToken the part of it that chooses a token
 * @param tokens of a window
 * @param wallMsPerWindow time on the clock
 * @param taskSpeedup how many times as much two tasks get done as one; null when it was not measured
 * @param residentBytes memory of the whole process at the end
 * @param nativeBytes what recognition added outside of the Java heap; 0 where it is unknown
 * @param estimatedBytes what it was expected to add
 * @param gigaOperations rate of a 2048³ product of bytes, in thousand millions a second
 * @param cpuFlags instructions of the processor that matter
 */
public record BenchmarkFigures(
        String dims,
        Precision precision,
        Kernels kernels,
        int batch,
        int windows,
        double melMs,
        double encodeMs,
        double promptMs,
        double decodeMsPerToken,
        double rulesMsPerToken,
        int tokens,
        double wallMsPerWindow,
        @Nullable Double taskSpeedup,
        long residentBytes,
        long nativeBytes,
        long estimatedBytes,
        double gigaOperations,
        List<String> cpuFlags) {
    private static final double WINDOW_MS = 30_000;

    public BenchmarkFigures {
        cpuFlags = List.copyOf(cpuFlags);
    }

    /** A window from samples to tokens, without word times. */
    public double totalMsPerWindow() {
        return melMs + encodeMs + promptMs + tokens * decodeMsPerToken;
    }

    /** Seconds of sound in a second of one core. */
    public double realTimeFactor() {
        return WINDOW_MS / totalMsPerWindow();
    }
}
