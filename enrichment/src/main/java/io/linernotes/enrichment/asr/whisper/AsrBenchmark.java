package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.DecoderGraph;
import io.linernotes.enrichment.asr.whisper.graph.EncoderGraph;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a window of 30 s costs at the sizes of the published English models, with random weights. Figures are CPU
 * milliseconds of the one thread that does the work, so that other jobs on the machine hardly disturb them.
 */
public final class AsrBenchmark {
    private static final int TOKENS = 100;
    private static final int REPEATS = 3;

    private AsrBenchmark() {}

    /** Sizes of the published models. */
    public enum Size {
        TINY_EN(384, 4, 6),
        BASE_EN(512, 6, 8),
        SMALL_EN(768, 12, 12);

        private final int width;
        private final int layers;
        private final int heads;

        Size(int width, int layers, int heads) {
            this.width = width;
            this.layers = layers;
            this.heads = heads;
        }

        private WhisperDimensions dimensions() {
            return new WhisperDimensions(
                    80, width, layers, heads, 4 * width, layers, heads, 4 * width, 1500, 448, 51_864);
        }
    }

    /**
     * CPU milliseconds per window, each the fastest of a few repetitions.
     *
     * @param mel features
     * @param encode encoder, cross keys and values included
     * @param token one token of one window, choice of the token included
     * @param align word times of 100 tokens
     */
    public record Figures(
            Size size, Precision precision, int batch, double mel, double encode, double token, double align) {
        /** A window of 100 tokens without word times. */
        public double total() {
            return mel + encode + TOKENS * token;
        }

        /** One row of a Markdown table. */
        public String row() {
            return "| %s | %s | %d | %.1f | %.0f | %.2f | %.0f | %.0f |"
                    .formatted(size, precision, batch, mel, encode, token, align, total());
        }
    }

    /** Head of the table that {@link Figures#row} belongs to. */
    public static String header() {
        return """
                | size | precision | batch | mel ms | encode ms | ms per token | word times ms | total ms for 100 tokens |
                | --- | --- | --- | --- | --- | --- | --- | --- |""";
    }

    /**
     * Builds the graphs and measures them; takes a minute or so and up to two gibibytes.
     *
     * @param batch rows decoded side by side
     */
    public static Figures measure(Size size, Precision precision, int batch) {
        WhisperDimensions sizes = size.dimensions();
        WhisperModel embedded = WhisperModels.model(ModelFolder.open("whisper-nano.en"));
        List<List<Integer>> heads = List.of(List.of(sizes.decoderLayers() - 1, 0));
        RandomWeights weights = new RandomWeights();
        Arithmetic arithmetic = WhisperSessions.arithmetic(precision);
        try (WhisperSessions sessions = new WhisperSessions(
                EncoderGraph.of(sizes, weights, arithmetic),
                DecoderGraph.of(sizes, weights, arithmetic, heads),
                DecoderCache.Size.of(sizes, batch, false),
                1)) {
            DecoderCache cache = sessions.acquire();
            float[] noise = new float[480_000];
            Random random = new Random(1);
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) random.nextGaussian() / 10;
            }
            LogMelSpectrogram spectrogram = new LogMelSpectrogram(sizes.melBins());
            float[] mel = spectrogram.of(noise);
            for (int row = 0; row < batch; row++) {
                sessions.encode(mel, cache, row);
            }
            long[] sequence = new long[TOKENS];
            return new Figures(
                    size,
                    precision,
                    batch,
                    fastest(10 * REPEATS, () -> spectrogram.of(noise)),
                    fastest(REPEATS, () -> sessions.encode(mel, cache, 0)),
                    fastest(REPEATS, () -> decode(sessions, cache, embedded.rules(), batch)) / (TOKENS * batch),
                    fastest(REPEATS, () -> sessions.align(sequence, cache, 0)));
        }
    }

    private static void decode(WhisperSessions sessions, DecoderCache cache, TokenRules rules, int batch) {
        float[] logits = new float[51_864];
        List<Integer> sampled = new ArrayList<>();
        for (int position = 0; position < TOKENS; position++) {
            long[] tokens = new long[batch];
            long[] positions = new long[batch];
            for (int row = 0; row < batch; row++) {
                tokens[row] = 1000L + position;
                positions[row] = position;
            }
            sessions.step(tokens, positions, cache);
            for (int row = 0; row < batch; row++) {
                cache.logits().read(row, logits);
                rules.apply(logits, sampled);
                Logits.logSumExp(logits, 0, logits.length, logits[Logits.argMax(logits)]);
            }
            sampled.add(1000 + position);
        }
    }

    private static double fastest(int repeats, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < repeats; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6);
        }
        return best;
    }
}
