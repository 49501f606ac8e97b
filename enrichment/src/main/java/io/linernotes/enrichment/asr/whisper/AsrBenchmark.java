package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.NativeMemory;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.StoredWeights;
import io.linernotes.enrichment.asr.model.Weights;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What a window of 30 s costs. CPU time of the one thread that does the work, so that other jobs on the machine hardly
 * disturb the figures; each is the middle of its measurements. Speed does not depend on the values of the weights.
 */
public final class AsrBenchmark {
    /** Tokens of a window, as published comparisons count them. */
    private static final int TOKENS = 100;

    private final List<Integer> prompt;
    private final TokenRules rules;
    private final GraphPlan plan;
    private final Weights weights;

    private AsrBenchmark(List<Integer> prompt, TokenRules rules, GraphPlan plan, Weights weights) {
        this.prompt = prompt;
        this.rules = rules;
        this.plan = plan;
        this.weights = weights;
    }

    /** Sizes of published English models. */
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
     * How much to measure.
     *
     * @param windows at least 1
     * @param batch rows decoded side by side, at least 1
     * @param taskThreads whether to measure two tasks that share the sessions against one, too
     */
    public record Effort(int windows, int batch, boolean taskThreads) {
        public Effort {
            if (windows < 1 || batch < 1) {
                throw new IllegalArgumentException(
                        "windows and batch must be at least 1, were %s and %s".formatted(windows, batch));
            }
        }
    }

    /** Measures random weights at the sizes of a published model. Takes a minute or so and up to two gibibytes. */
    public static BenchmarkFigures measure(Size size, Precision precision, Effort effort) {
        WhisperDimensions sizes = size.dimensions();
        WhisperModel embedded = WhisperModels.model(ModelFolder.open("whisper-nano.en"));
        List<List<Integer>> heads = List.of(List.of(sizes.decoderLayers() - 1, 0));
        GraphPlan plan = new GraphPlan(sizes, heads, MachineArithmetic.measured(precision));
        return new AsrBenchmark(prompt(embedded), embedded.rules(), plan, new RandomWeights()).run(effort);
    }

    /** Measures a model. */
    public static BenchmarkFigures measure(ModelFolder folder, Precision precision, Effort effort) {
        WhisperModel model = WhisperModels.check(folder);
        // As a run would take it.
        Arithmetic arithmetic =
                folder.embedded() ? MachineArithmetic.of(precision) : MachineArithmetic.measured(precision);
        GraphPlan plan = GraphPlan.of(model, arithmetic);
        try (StoredWeights weights = folder.weights()) {
            return new AsrBenchmark(prompt(model), model.rules(), plan, weights).run(effort);
        }
    }

    private static List<Integer> prompt(WhisperModel model) {
        SpecialTokens special = model.tokenizer().special();
        return model.generation().multilingual()
                ? List.of(special.startOfTranscript(), special.startOfTranscript() + 1, special.transcribe())
                : List.of(special.startOfTranscript());
    }

    private BenchmarkFigures run(Effort effort) {
        try {
            Path folder = Files.createTempDirectory("linernotes-bench");
            try {
                plan.write(weights, folder);
                return run(WhisperGraphs.files(plan, folder), effort);
            } finally {
                try (Stream<Path> tree = Files.walk(folder)) {
                    for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BenchmarkFigures run(WhisperGraphs graphs, Effort effort) {
        float[] noise = new float[480_000];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() / 10;
        }
        MachineFacts.giveBackFreeMemory();
        long before = MachineFacts.residentOutsideOfHeap();
        try (WhisperSessions sessions =
                new WhisperSessions(graphs, DecoderCache.Size.of(plan.sizes(), effort.batch(), false), 1)) {
            Task task = new Task(sessions, noise, effort.batch());
            task.run(effort.batch());
            Measurements measured = task.run(effort.windows());
            NativeMemory estimate = sessions.memory();
            long memory = MachineFacts.residentOutsideOfHeap() - before;
            Double speedup = effort.taskThreads() ? speedupOfTwo(sessions, noise, effort) : null;
            return new BenchmarkFigures(
                    plan.sizes().width() + "x" + plan.sizes().encoderLayers() + "+"
                            + plan.sizes().decoderLayers(),
                    plan.arithmetic().precision(),
                    plan.arithmetic().kernels(),
                    effort.batch(),
                    measured.mel.length,
                    Stopwatch.median(measured.mel),
                    Stopwatch.median(measured.encode),
                    Stopwatch.median(measured.prompt),
                    Stopwatch.median(measured.token),
                    measured.rulesMs,
                    TOKENS,
                    measured.wallMs / measured.mel.length,
                    speedup,
                    MachineFacts.residentBytes(),
                    memory,
                    estimate.total(1),
                    MachineFacts.gigaOperationsPerSecond(),
                    MachineFacts.cpuFlags());
        }
    }

    /** How many times as much two tasks get done as one in the same time. */
    private double speedupOfTwo(WhisperSessions sessions, float[] noise, Effort effort) {
        Task first = new Task(sessions, noise, effort.batch());
        Task second = new Task(sessions, noise, effort.batch());
        CompletableFuture.runAsync(() -> second.run(effort.batch())).join();
        double alone = first.run(effort.windows()).wallMs;
        long started = System.nanoTime();
        CompletableFuture<Measurements> other = CompletableFuture.supplyAsync(() -> second.run(effort.windows()));
        first.run(effort.windows());
        other.join();
        return 2 * alone / ((System.nanoTime() - started) / 1e6);
    }

    /** Per window, or per token, in milliseconds. */
    private static final class Measurements {
        private final double[] mel;
        private final double[] encode;
        private final double[] prompt;
        private final double[] token;
        private double rulesMs;
        private double wallMs;

        private Measurements(int windows, int batches) {
            mel = new double[windows];
            encode = new double[windows];
            prompt = new double[batches];
            token = new double[batches];
        }
    }

    /** One task: windows in batches, one after the other. */
    private final class Task {
        private final WhisperSessions sessions;
        private final float[] noise;
        private final int batch;
        private final LogMelSpectrogram spectrogram =
                new LogMelSpectrogram(plan.sizes().melBins());
        private final float[] logits = new float[plan.sizes().vocabulary()];

        private Task(WhisperSessions sessions, float[] noise, int batch) {
            this.sessions = sessions;
            this.noise = noise;
            this.batch = batch;
        }

        /** Whole batches, at least the given number of windows. */
        private Measurements run(int windows) {
            int batches = (windows + batch - 1) / batch;
            Measurements measured = new Measurements(batches * batch, batches);
            long started = System.nanoTime();
            DecoderCache cache = sessions.acquire();
            for (int b = 0; b < batches; b++) {
                for (int row = 0; row < batch; row++) {
                    int target = row;
                    int window = b * batch + row;
                    float[][] mel = new float[1][];
                    measured.mel[window] = Stopwatch.cpuMs(() -> mel[0] = spectrogram.of(noise));
                    measured.encode[window] = Stopwatch.cpuMs(() -> sessions.encode(mel[0], cache, target));
                }
                measured.prompt[b] = Stopwatch.cpuMs(() -> prompt(cache)) / batch;
                measured.token[b] = Stopwatch.cpuMs(() -> decode(cache)) / (TOKENS * batch);
            }
            measured.wallMs = (System.nanoTime() - started) / 1e6;
            measured.rulesMs = Stopwatch.cpuMs(() -> rules(cache)) / (TOKENS * batch);
            sessions.release(cache);
            return measured;
        }

        private void prompt(DecoderCache cache) {
            for (int position = 0; position < prompt.size(); position++) {
                step(prompt.get(position), position, cache);
            }
        }

        private void decode(DecoderCache cache) {
            List<Integer> sampled = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                step(1000 + i, prompt.size() + i, cache);
                choose(cache, sampled);
                sampled.add(1000 + i);
            }
        }

        private void rules(DecoderCache cache) {
            List<Integer> sampled = new ArrayList<>();
            for (int i = 0; i < TOKENS; i++) {
                choose(cache, sampled);
                sampled.add(1000 + i);
            }
        }

        private void step(int token, int position, DecoderCache cache) {
            long[] tokens = new long[batch];
            long[] positions = new long[batch];
            Arrays.fill(tokens, token);
            Arrays.fill(positions, position);
            sessions.step(tokens, positions, cache);
        }

        private void choose(DecoderCache cache, List<Integer> sampled) {
            for (int row = 0; row < batch; row++) {
                cache.logits().read(row, logits);
                rules.apply(logits, sampled);
                Logits.logSumExp(logits, 0, logits.length, logits[Logits.argMax(logits)]);
            }
        }
    }
}
