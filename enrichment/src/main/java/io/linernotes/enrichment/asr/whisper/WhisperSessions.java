package io.linernotes.enrichment.asr.whisper;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linernotes.enrichment.asr.NativeMemory;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The two ONNX sessions of a model. Safe for several threads: what belongs to one call lives in its
 * {@link DecoderCache}. Owns the sessions until closed.
 */
final class WhisperSessions implements AutoCloseable {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession encoder;
    private final OrtSession decoder;
    private final GraphPlan plan;
    private final long graphBytes;
    private final DecoderCache.Size cacheSize;
    /** Idle caches: allocating outside of the heap is slow, and the memory is freed late. */
    private final ConcurrentLinkedQueue<DecoderCache> idle = new ConcurrentLinkedQueue<>();

    /**
     * Opens the sessions.
     *
     * @param cacheSize of a call's cache
     * @param threads threads of one call
     */
    WhisperSessions(WhisperGraphs graphs, DecoderCache.Size cacheSize, int threads) {
        this.plan = graphs.plan();
        this.graphBytes = graphs.size();
        this.cacheSize = cacheSize;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Threads that spin while they wait starve the others of a shared executor.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            encoder = graphs.openEncoder(environment, options);
            decoder = openDecoder(graphs, options);
        } catch (OrtException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "ONNX Runtime does not accept the graphs of this model.", e);
        }
    }

    /** Closes the encoder when there is no decoder. */
    private OrtSession openDecoder(WhisperGraphs graphs, OrtSession.SessionOptions options) throws OrtException {
        try {
            return graphs.openDecoder(environment, options);
        } catch (OrtException e) {
            encoder.close();
            throw e;
        }
    }

    /** Memory that calls with these sessions take. */
    NativeMemory memory() {
        try {
            return MemoryEstimate.of(plan, graphBytes, DecoderCache.bytes(decoder, cacheSize));
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** A cache for one call; to be given back by {@link #release}. */
    DecoderCache acquire() {
        DecoderCache cache = idle.poll();
        try {
            return cache != null ? cache : new DecoderCache(decoder, cacheSize);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    void release(DecoderCache cache) {
        idle.add(cache);
    }

    /**
     * Runs the encoder for one window and leaves cross keys and values in a row of the cache.
     *
     * @param mel {@code [melBins, 3000]}
     */
    void encode(float[] mel, DecoderCache cache, int row) {
        Map<String, OnnxTensor> results = Map.of();
        try (OnnxTensor input = mel(mel)) {
            results = cache.crossRow(environment, row);
            encoder.run(Map.of("mel", input), results).close();
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            results.values().forEach(OnnxTensor::close);
        }
    }

    /** The encoder's hidden states, {@code [1500, width]}. */
    float[] hidden(float[] mel) {
        try (OnnxTensor input = mel(mel);
                OrtSession.Result result = encoder.run(Map.of("mel", input), Set.of("hidden"))) {
            return values((OnnxTensor) result.get(0));
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private OnnxTensor mel(float[] mel) throws OrtException {
        int frames = LogMelSpectrogram.FRAMES;
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(mel), new long[] {1, mel.length / frames, frames});
    }

    /**
     * One decoder step of the first rows of a cache; the logits are left in the cache.
     *
     * @param tokens the last token of every row
     * @param positions its 0-based position in the row
     */
    void step(long[] tokens, long[] positions, DecoderCache cache) {
        int rows = tokens.length;
        long[] wanted = new long[rows];
        int[] lengths = new int[rows];
        for (int i = 0; i < rows; i++) {
            wanted[i] = i;
            lengths[i] = (int) positions[i];
        }
        Map<String, OnnxTensor> views = Map.of();
        try (OnnxTensor logits = cache.logits().view(environment, rows)) {
            views = cache.rows(environment, 0, rows);
            Map<String, OnnxTensor> results = DecoderCache.presents(views);
            results.put("logits", logits);
            runDecoder(tokens, positions, rows, lengths, wanted, views, results, Set.of());
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            views.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Runs one row over a whole sequence and overwrites its self-attention cache.
     *
     * @return cross-attention scores {@code [alignmentHeads, tokens, 1500]}
     */
    float[] align(long[] tokens, DecoderCache cache, int row) {
        long[] positions = new long[tokens.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        Map<String, OnnxTensor> views = Map.of();
        try {
            views = cache.rows(environment, row, 1);
            return runDecoder(
                    tokens,
                    positions,
                    1,
                    new int[] {tokens.length - 1},
                    new long[] {0},
                    views,
                    DecoderCache.presents(views),
                    Set.of("alignment"));
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            views.values().forEach(OnnxTensor::close);
        }
    }

    private float[] runDecoder(
            long[] tokens,
            long[] positions,
            int rows,
            int[] lengths,
            long[] wanted,
            Map<String, OnnxTensor> views,
            Map<String, OnnxTensor> results,
            Set<String> requested)
            throws OrtException {
        int total = 0;
        for (int length : lengths) {
            total = Math.max(total, length + 1);
        }
        long[] shape = {rows, tokens.length / rows};
        try (OnnxTensor tokenInput = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
                OnnxTensor positionInput = OnnxTensor.createTensor(environment, LongBuffer.wrap(positions), shape);
                OnnxTensor lengthInput =
                        OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), new long[] {rows});
                OnnxTensor totalInput =
                        OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {total}), new long[] {1});
                OnnxTensor wantedInput =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(wanted), new long[] {wanted.length})) {
            Map<String, OnnxTensor> inputs = new HashMap<>(views);
            inputs.put("tokens", tokenInput);
            inputs.put("positions", positionInput);
            inputs.put("lengths", lengthInput);
            inputs.put("total", totalInput);
            inputs.put("wanted", wantedInput);
            try (OrtSession.Result result = decoder.run(inputs, requested, results)) {
                return requested.isEmpty()
                        ? new float[0]
                        : values((OnnxTensor) result.get("alignment").orElseThrow());
            }
        }
    }

    private static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static EnrichmentException failed(OrtException e) {
        return new EnrichmentException(ErrorCode.ASR_FAILED, "ONNX Runtime failed to run the speech model.", e);
    }

    @Override
    public void close() {
        try {
            encoder.close();
            decoder.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }
}
