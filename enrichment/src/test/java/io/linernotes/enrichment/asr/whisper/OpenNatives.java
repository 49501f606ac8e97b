package io.linernotes.enrichment.asr.whisper;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objects of this process that own memory outside of the heap and have not given it back, whether something still refers
 * to them or not: all that a heap dump shows, which is all that there were as long as the heap was never collected.
 */
final class OpenNatives {
    /** The field of each class that tells, and the value that it has in an object that is open or not. */
    private record Mark(String field, boolean zeroIsOpen) {}

    private record Field(String name, int bytes) {}

    private record Layout(long parent, List<Field> fields) {}

    @SuppressWarnings("ArrayRecordComponent") // Equality is never asked for.
    private record Instance(long type, byte[] content) {}

    private static final Mark CLOSED = new Mark("closed", true);
    /** What libav made: its functions clear the address that they free. */
    private static final Mark ADDRESS = new Mark("address", false);
    /** What JavaCPP made; others may look at the same address. */
    private static final Mark DEALLOCATOR = new Mark("deallocator", false);

    private static final Map<String, Mark> OWNERS = Map.ofEntries(
            Map.entry("ai/onnxruntime/OnnxTensor", CLOSED),
            Map.entry("ai/onnxruntime/OrtSession", CLOSED),
            Map.entry("ai/onnxruntime/OrtSession$Result", CLOSED),
            Map.entry("ai/onnxruntime/OrtSession$SessionOptions", CLOSED),
            Map.entry("org/bytedeco/ffmpeg/avformat/AVFormatContext", ADDRESS),
            Map.entry("org/bytedeco/ffmpeg/avformat/AVIOContext", ADDRESS),
            Map.entry("org/bytedeco/ffmpeg/avcodec/AVCodecContext", ADDRESS),
            Map.entry("org/bytedeco/ffmpeg/avcodec/AVPacket", ADDRESS),
            Map.entry("org/bytedeco/ffmpeg/avutil/AVFrame", ADDRESS),
            Map.entry("org/bytedeco/ffmpeg/swresample/SwrContext", ADDRESS),
            Map.entry("org/bytedeco/javacpp/FloatPointer", DEALLOCATOR),
            Map.entry("org/bytedeco/javacpp/PointerPointer", DEALLOCATOR));

    /** Bytes of a value by its type in the dump; 0 for types that are not there. */
    private static final int[] SIZES = {0, 0, 8, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    private static final int STRING = 0x01;
    private static final int LOADED_CLASS = 0x02;
    private static final int HEAP = 0x0c;
    private static final int HEAP_PART = 0x1c;

    private final Map<Long, String> strings = new HashMap<>();
    private final Map<Long, String> classes = new HashMap<>();
    private final Map<Long, Layout> layouts = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();

    /**
     * Objects of a class.
     *
     * @param made all
     * @param open those that still own memory
     */
    record Count(int made, int open) {}

    private OpenNatives() {}

    /** Counts the owners of this process by the simple names of their classes. */
    static SortedMap<String, Count> count(Path folder) throws IOException {
        Path file = folder.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), false);
        OpenNatives dump = new OpenNatives();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            dump.read(in);
        } finally {
            Files.delete(file);
        }
        return dump.counts();
    }

    private SortedMap<String, Count> counts() {
        SortedMap<String, Count> counts = new TreeMap<>();
        for (Instance instance : instances) {
            String name = classes.get(instance.type);
            Count one = new Count(1, isOpen(instance, OWNERS.get(name)) ? 1 : 0);
            counts.merge(
                    name.substring(name.lastIndexOf('/') + 1),
                    one,
                    (before, next) -> new Count(before.made + next.made, before.open + next.open));
        }
        return counts;
    }

    private boolean isOpen(Instance instance, Mark mark) {
        int offset = 0;
        for (long type = instance.type; type != 0; type = layouts.get(type).parent) {
            for (Field field : layouts.get(type).fields) {
                if (field.name.equals(mark.field)) {
                    return isZero(instance.content, offset, field.bytes) == mark.zeroIsOpen;
                }
                offset += field.bytes;
            }
        }
        throw new IllegalStateException("No field %s in %s".formatted(mark.field, classes.get(instance.type)));
    }

    private static boolean isZero(byte[] content, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (content[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The format is described with the JDK: {@code hprof_b_spec.h}; identifiers have eight bytes. */
    private void read(DataInputStream in) throws IOException {
        in.skipNBytes("JAVA PROFILE 1.0.2\0".length() + 12);
        for (int tag = in.read(); tag >= 0; tag = in.read()) {
            in.readInt();
            long length = Integer.toUnsignedLong(in.readInt());
            switch (tag) {
                case STRING ->
                    strings.put(in.readLong(), new String(in.readNBytes((int) length - 8), StandardCharsets.UTF_8));
                case LOADED_CLASS -> {
                    in.readInt();
                    long type = in.readLong();
                    in.readInt();
                    classes.put(type, strings.get(in.readLong()));
                }
                case HEAP, HEAP_PART -> readHeap(in, length);
                default -> in.skipNBytes(length);
            }
        }
    }

    private void readHeap(DataInputStream in, long length) throws IOException {
        long left = length;
        while (left > 0) {
            int tag = in.read();
            left -= 1
                    + switch (tag) {
                        case 0xff, 0x05, 0x07 -> skip(in, 8);
                        case 0x01 -> skip(in, 16);
                        case 0x04, 0x06 -> skip(in, 12);
                        case 0x02, 0x03, 0x08 -> skip(in, 16);
                        case 0x20 -> readClass(in);
                        case 0x21 -> readInstance(in);
                        case 0x22 -> {
                            in.skipNBytes(12);
                            yield 16 + skip(in, 8 + 8L * in.readInt());
                        }
                        case 0x23 -> {
                            in.skipNBytes(12);
                            long count = in.readInt();
                            yield 17 + skip(in, count * SIZES[in.read()]);
                        }
                        default -> throw new IOException("Unknown part of a heap dump: " + tag);
                    };
        }
    }

    private static long skip(DataInputStream in, long count) throws IOException {
        in.skipNBytes(count);
        return count;
    }

    private long readClass(DataInputStream in) throws IOException {
        long type = in.readLong();
        in.readInt();
        long parent = in.readLong();
        in.skipNBytes(44);
        long read = 66;
        for (int constants = in.readUnsignedShort(); constants > 0; constants--) {
            in.readShort();
            read += 3 + skip(in, SIZES[in.read()]);
        }
        read += 2;
        for (int statics = in.readUnsignedShort(); statics > 0; statics--) {
            in.readLong();
            read += 9 + skip(in, SIZES[in.read()]);
        }
        read += 2;
        List<Field> fields = new ArrayList<>();
        for (int count = in.readUnsignedShort(); count > 0; count--) {
            fields.add(new Field(strings.get(in.readLong()), SIZES[in.read()]));
            read += 9;
        }
        layouts.put(type, new Layout(parent, fields));
        return read;
    }

    private long readInstance(DataInputStream in) throws IOException {
        in.skipNBytes(12);
        long type = in.readLong();
        int length = in.readInt();
        if (OWNERS.containsKey(classes.get(type))) {
            instances.add(new Instance(type, in.readNBytes(length)));
        } else {
            in.skipNBytes(length);
        }
        return 24L + length;
    }
}
