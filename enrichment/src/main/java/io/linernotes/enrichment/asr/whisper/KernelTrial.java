package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.Kernels;
import io.linernotes.enrichment.asr.whisper.graph.Kernels.Attention;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which kernels are the fastest on this machine, and what they took in a narrow model of few layers, where attention is most
 * of the work. Its heads are as wide as those of every published model.
 *
 * @param processor as the machine names it
 * @param kernels the usual ones, unless others are clearly faster
 * @param encodeMs CPU milliseconds of the encoder, by its attention
 * @param stepMs CPU milliseconds of a step of the decoder, by the columns of its keys
 */
record KernelTrial(
        String processor, Kernels kernels, SortedMap<Attention, Double> encodeMs, SortedMap<Integer, Double> stepMs) {
    /** One layer of the encoder; four of the decoder, whose keys do not fit into the processor's caches, as in models. */
    private static final WhisperDimensions SIZES = new WhisperDimensions(80, 256, 1, 4, 256, 4, 4, 256, 1500, 448, 64);

    private static final List<Integer> KEY_COLUMNS = List.of(60, 300, 1500);
    private static final int ROWS = 8;
    private static final int ROUNDS = 5;
    private static final int STEPS = 10;
    /** What gains less is not told from a disturbance. */
    private static final double CLEARLY = 0.8;

    /** Runs all kernels in turns; takes a second or two. */
    static KernelTrial run(Arithmetic arithmetic) {
        SortedMap<Attention, Double> encodeMs = new TreeMap<>();
        SortedMap<Integer, Double> stepMs = new TreeMap<>();
        Map<Kernels, Candidate> candidates = new LinkedHashMap<>();
        try {
            for (Kernels kernels : candidates()) {
                candidates.put(kernels, new Candidate(arithmetic.with(kernels)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                candidates.forEach((kernels, candidate) -> {
                    if (kernels.keyColumns() == Kernels.USUAL.keyColumns()) {
                        encodeMs.merge(kernels.attention(), Stopwatch.cpuMs(candidate::encode), Math::min);
                    }
                    if (kernels.attention() == Kernels.USUAL.attention()) {
                        stepMs.merge(kernels.keyColumns(), Stopwatch.cpuMs(candidate::steps) / STEPS, Math::min);
                    }
                });
            }
        } finally {
            candidates.values().forEach(Candidate::close);
        }
        Kernels fastest =
                new Kernels(fastest(encodeMs, Kernels.USUAL.attention()), fastest(stepMs, Kernels.USUAL.keyColumns()));
        return new KernelTrial(MachineFacts.processor(), fastest, encodeMs, stepMs);
    }

    /** Encoder and decoder do not depend on each other's kernels: one differs from the usual at a time. */
    static Set<Kernels> candidates() {
        Set<Kernels> candidates = new LinkedHashSet<>();
        for (Attention attention : Attention.values()) {
            candidates.add(new Kernels(attention, Kernels.USUAL.keyColumns()));
        }
        for (int columns : KEY_COLUMNS) {
            candidates.add(new Kernels(Kernels.USUAL.attention(), columns));
        }
        return candidates;
    }

    /** Of the model that is measured. */
    static GraphPlan plan(Arithmetic arithmetic) {
        return new GraphPlan(SIZES, List.of(List.of(0, 0)), arithmetic);
    }

    /** The one with the least time, if it is clearly less than that of the usual one. */
    static <K> K fastest(Map<K, Double> times, K usual) {
        K fastest = usual;
        double least = CLEARLY * times.get(usual);
        for (Map.Entry<K, Double> entry : times.entrySet()) {
            if (entry.getValue() < least) {
                fastest = entry.getKey();
                least = entry.getValue();
            }
        }
        return fastest;
    }

    /** Graphs of one choice, ready to run. */
    private static final class Candidate implements AutoCloseable {
        private final WhisperSessions sessions;
        private final DecoderCache cache;
        private final float[] mel = new float[SIZES.melBins() * LogMelSpectrogram.FRAMES];

        private Candidate(Arithmetic arithmetic) {
            sessions = new WhisperSessions(
                    WhisperGraphs.inMemory(plan(arithmetic), new RandomWeights()),
                    new DecoderCache.Size(ROWS, STEPS, SIZES.vocabulary()),
                    1);
            cache = sessions.acquire();
        }

        private void encode() {
            sessions.encode(mel, cache, 0);
        }

        private void steps() {
            long[] tokens = new long[ROWS];
            long[] positions = new long[ROWS];
            for (int step = 0; step < STEPS; step++) {
                Arrays.fill(positions, step);
                sessions.step(tokens, positions, cache);
            }
        }

        @Override
        public void close() {
            sessions.close();
        }
    }
}
