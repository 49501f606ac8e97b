package io.linernotes.enrichment.asr.whisper;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.common.primitives.ImmutableLongArray;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch of rows remembers between decoder steps: cross keys and values of each row's window, and the growing
 * keys and values of its own tokens. Outside of the heap; used by one thread at a time. Which tensors there are, and
 * their types, follows from the decoder's inputs.
 */
final class DecoderCache {
    private static final String PAST = "past_";
    private static final String CROSS = "cross_";

    private final List<Slab> slabs = new ArrayList<>();
    private final FloatRows logits;

    /**
     * How much it holds.
     *
     * @param rows most rows in use at once
     * @param places most tokens of a row, prompt included
     * @param vocabulary logits of a row
     */
    record Size(int rows, int places, int vocabulary) {
        /** Prompts without previous text have at most four tokens, and half of a model's text positions may follow. */
        static Size of(WhisperDimensions sizes, int rows, boolean previousText) {
            int places = previousText ? sizes.textPositions() : sizes.textPositions() / 2 + 8;
            return new Size(rows, places, sizes.vocabulary());
        }
    }

    /** Allocates the memory. */
    DecoderCache(OrtSession decoder, Size size) throws OrtException {
        for (Map.Entry<String, NodeInfo> input : decoder.getInputInfo().entrySet()) {
            String name = input.getKey();
            if (name.startsWith(PAST) || name.startsWith(CROSS)) {
                slabs.add(Slab.of(name, (TensorInfo) input.getValue().getInfo(), size));
            }
        }
        logits = new FloatRows(size.rows, size.vocabulary);
    }

    /** Bytes that a cache of this size takes, logits aside. */
    static long bytes(OrtSession decoder, Size size) throws OrtException {
        long bytes = 0;
        for (Map.Entry<String, NodeInfo> input : decoder.getInputInfo().entrySet()) {
            String name = input.getKey();
            if (name.startsWith(PAST) || name.startsWith(CROSS)) {
                bytes += size.rows
                        * Slab.rowBytes(name, (TensorInfo) input.getValue().getInfo(), size);
            }
        }
        return bytes;
    }

    /** The encoder's results for one row, to be written by the encoder itself; the caller closes them. */
    Map<String, OnnxTensor> crossRow(OrtEnvironment environment, int row) throws OrtException {
        Map<String, OnnxTensor> views = new HashMap<>();
        for (Slab slab : slabs) {
            if (slab.name.startsWith(CROSS)) {
                views.put(slab.name, slab.view(environment, row, 1));
            }
        }
        return views;
    }

    /** The decoder's cache inputs for some rows; the caller closes them. */
    Map<String, OnnxTensor> rows(OrtEnvironment environment, int first, int count) throws OrtException {
        Map<String, OnnxTensor> views = new HashMap<>();
        for (Slab slab : slabs) {
            views.put(slab.name, slab.view(environment, first, count));
        }
        return views;
    }

    /** Of these inputs those that the decoder also writes, under the names of its outputs. */
    static Map<String, OnnxTensor> presents(Map<String, OnnxTensor> rows) {
        Map<String, OnnxTensor> presents = new HashMap<>();
        rows.forEach((name, tensor) -> {
            if (name.startsWith(PAST)) {
                presents.put("present_" + name.substring(PAST.length()), tensor);
            }
        });
        return presents;
    }

    FloatRows logits() {
        return logits;
    }

    /** Makes one row the copy of another. */
    void copyRow(int from, int to) {
        slabs.forEach(slab -> slab.copyRow(from, to));
    }

    /** Makes the first tokens of one row those of another that holds the same window. */
    void copyTokens(int from, int to, int count) {
        slabs.stream().filter(slab -> slab.name.startsWith(PAST)).forEach(slab -> slab.copyTokens(from, to, count));
    }

    /** One tensor with a place for every row. */
    private record Slab(String name, OnnxJavaType type, ImmutableLongArray shape, int rowBytes, ByteBuffer memory) {
        private static Slab of(String name, TensorInfo info, Size size) {
            long[] shape = shape(name, info, size);
            long rowBytes = rowBytes(name, info, size);
            ByteBuffer memory = ByteBuffer.allocateDirect(Math.toIntExact(size.rows * rowBytes));
            return new Slab(
                    name,
                    info.type,
                    ImmutableLongArray.copyOf(shape),
                    (int) rowBytes,
                    memory.order(ByteOrder.nativeOrder()));
        }

        private static long rowBytes(String name, TensorInfo info, Size size) {
            return info.type.size
                    * Arrays.stream(shape(name, info, size)).skip(1).reduce(1, (a, b) -> a * b);
        }

        private static long[] shape(String name, TensorInfo info, Size size) {
            long[] shape = info.getShape();
            if (name.startsWith(PAST)) {
                shape[2] = size.places;
            }
            return shape;
        }

        private OnnxTensor view(OrtEnvironment environment, int first, int count) throws OrtException {
            long[] viewShape = shape.toArray();
            viewShape[0] = count;
            ByteBuffer part = memory.slice(first * rowBytes, count * rowBytes).order(ByteOrder.nativeOrder());
            return OnnxTensor.createTensor(environment, part, viewShape, type);
        }

        private void copyRow(int from, int to) {
            memory.put(to * rowBytes, memory, from * rowBytes, rowBytes);
        }

        /** Of {@code [rows, heads, positions, width]} the first positions of every head. */
        private void copyTokens(int from, int to, int count) {
            int heads = (int) shape.get(1);
            int headBytes = rowBytes / heads;
            int bytes = Math.toIntExact(headBytes / shape.get(2) * count);
            for (int head = 0; head < heads; head++) {
                int offset = head * headBytes;
                memory.put(to * rowBytes + offset, memory, from * rowBytes + offset, bytes);
            }
        }
    }

    /** Rows of floats outside of the heap. */
    static final class FloatRows {
        private final int width;
        private final ByteBuffer memory;

        private FloatRows(int rows, int width) {
            this.width = width;
            memory = ByteBuffer.allocateDirect(Math.toIntExact(4L * rows * width))
                    .order(ByteOrder.nativeOrder());
        }

        OnnxTensor view(OrtEnvironment environment, int count) throws OrtException {
            return OnnxTensor.createTensor(
                    environment, memory.asFloatBuffer().slice(0, count * width), new long[] {count, width});
        }

        void read(int row, float[] into) {
            memory.asFloatBuffer().get(row * width, into);
        }
    }
}
