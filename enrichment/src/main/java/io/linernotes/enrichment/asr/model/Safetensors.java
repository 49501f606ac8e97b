package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.primitives.Ints;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads tensors of a {@code .safetensors} file: eight bytes little-endian length of a JSON header, the header, the
 * data. Tensors of type F16, BF16 and F32 are given as float32. Used by one thread; closed by its owner.
 */
public final class Safetensors implements StoredWeights {
    private static final int MAX_HEADER = 16 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String model;
    private final String file;
    private final Source source;
    private final long dataStart;
    private final Map<String, Entry> entries = new TreeMap<>();

    private Safetensors(String model, String file, Source source) throws IOException {
        this.model = model;
        this.file = file;
        this.source = source;
        if (source.length() < 8) {
            throw damaged("is shorter than its header");
        }
        long header = little(source.slice(0, 8)).getLong();
        if (header < 2 || header > MAX_HEADER || header > source.length() - 8) {
            throw damaged("has a header of impossible length");
        }
        dataStart = 8 + header;
        JsonNode root = JSON.readTree(
                StandardCharsets.UTF_8.decode(source.slice(8, (int) header)).toString());
        root.properties().forEach(field -> {
            if (!field.getKey().equals("__metadata__")) {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
            }
        });
        requireNoHoles();
    }

    static Safetensors of(String model, String file, ByteBuffer bytes) {
        return open(model, file, new InMemory(bytes));
    }

    /** Takes over the channel. */
    static Safetensors of(String model, String file, FileChannel channel) {
        Source source = new Mapped(channel);
        try {
            return open(model, file, source);
        } catch (RuntimeException e) {
            close(model, source);
            throw e;
        }
    }

    private static Safetensors open(String model, String file, Source source) {
        try {
            return new Safetensors(model, file, source);
        } catch (JsonProcessingException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY,
                    "The file %s of model %s has a header that is not valid JSON.".formatted(file, model),
                    e);
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The weights of model %s cannot be read.".formatted(model), e);
        }
    }

    /** As the format demands: tensors lie one after the other and fill the file. Nothing hides in it or is there twice. */
    private void requireNoHoles() {
        List<Entry> inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : inOrder) {
            if (entry.start != end) {
                throw damaged("has tensors that overlap or leave holes");
            }
            end = entry.end;
        }
        if (end != sourceLength() - dataStart) {
            throw damaged("is longer than its tensors");
        }
    }

    @Override
    public float[] read(String name, int... shape) {
        Entry entry = checked(name, shape);
        try {
            return floats(entry, little(source.slice(dataStart + entry.start, (int) (entry.end - entry.start))));
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The weights of model %s cannot be read.".formatted(model), e);
        }
    }

    @Override
    public void check(String name, int... shape) {
        checked(name, shape);
    }

    private Entry checked(String name, int... shape) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw damaged("lacks the tensor " + name);
        }
        if (!entry.shape.equals(Ints.asList(shape))) {
            throw damaged("holds %s with shape %s instead of %s".formatted(name, entry.shape, Arrays.toString(shape)));
        }
        return entry;
    }

    private static float[] floats(Entry entry, ByteBuffer bytes) {
        float[] values = new float[(int) entry.count()];
        switch (entry.type) {
            case F32 -> bytes.asFloatBuffer().get(values);
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = HalfFloat.toFloat(bytes.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(bytes.getShort() << 16);
                }
            }
        }
        return values;
    }

    private Entry entry(String name, JsonNode node) {
        Type type;
        try {
            type = Type.valueOf(node.path("dtype").asText());
        } catch (IllegalArgumentException e) {
            throw damaged("holds %s in an element type other than F16, BF16 and F32".formatted(name));
        }
        JsonNode dimensions = node.path("shape");
        List<Integer> shape = new ArrayList<>();
        dimensions.forEach(dimension -> shape.add(dimension.canConvertToInt() ? dimension.intValue() : -1));
        long start = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        Entry entry = new Entry(type, shape, start, end);
        boolean inside = start >= 0 && start <= end && end <= sourceLength() - dataStart;
        if (!inside || entry.count() * type.bytes != end - start || end - start > Integer.MAX_VALUE) {
            throw damaged("places %s outside of its data".formatted(name));
        }
        return entry;
    }

    private long sourceLength() {
        try {
            return source.length();
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The weights of model %s cannot be read.".formatted(model), e);
        }
    }

    private EnrichmentException damaged(String what) {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY, "The file %s of model %s %s.".formatted(file, model, what));
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        close(model, source);
    }

    private static void close(String model, Source source) {
        try {
            source.close();
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The weights of model %s cannot be closed.".formatted(model), e);
        }
    }

    private enum Type {
        F16(2),
        BF16(2),
        F32(4);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }
    }

    private record Entry(Type type, List<Integer> shape, long start, long end) {
        /** Number of elements; -1 when a dimension is negative or there are more than one array holds. */
        private long count() {
            long count = 1;
            for (int dimension : shape) {
                count *= dimension;
                if (dimension < 0 || count > Integer.MAX_VALUE) {
                    return -1;
                }
            }
            return count;
        }
    }

    /** Bytes at long offsets. */
    private interface Source {
        long length() throws IOException;

        ByteBuffer slice(long offset, int length) throws IOException;

        void close() throws IOException;
    }

    private record InMemory(ByteBuffer bytes) implements Source {
        @Override
        public long length() {
            return bytes.capacity();
        }

        @Override
        public ByteBuffer slice(long offset, int length) {
            return bytes.slice((int) offset, length);
        }

        @Override
        public void close() {}
    }

    private record Mapped(FileChannel channel) implements Source {
        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public ByteBuffer slice(long offset, int length) throws IOException {
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
