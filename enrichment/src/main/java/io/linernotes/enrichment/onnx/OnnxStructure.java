package io.linernotes.enrichment.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file says of its operators and constants, without the contents of the large ones: those are read by whoever
 * wants them, from where {@link Constant} says. The numbers are the field numbers of {@code onnx.proto}.
 */
public final class OnnxStructure {
    /** A branch inside a branch is more than any exporter writes. */
    private static final int DEEPEST = 4;

    /** Numbers that are spelled out one by one: zero points of the widest layers. */
    private static final int MOST_NUMBERS = 1 << 16;

    private final List<Graph> graphs = new ArrayList<>();

    private OnnxStructure() {}

    /**
     * A graph: that of the model, or a branch of an operator in it.
     *
     * @param parent whose values it sees too; null for that of the model
     * @param producers operators by the names of their results
     */
    public record Graph(
            @Nullable Graph parent, Map<String, Constant> constants, List<Node> nodes, Map<String, Node> producers) {
        /** A constant of this graph or of those around it; null when there is none. */
        public @Nullable Constant constant(String name) {
            Constant found = constants.get(name);
            return found != null || parent == null ? found : parent.constant(name);
        }

        /** The operator that gives a value; null when none does. */
        public @Nullable Node producer(String name) {
            Node found = producers.get(name);
            return found != null || parent == null ? found : parent.producer(name);
        }
    }

    /**
     * An operator.
     *
     * @param origin where its exporter says that it comes from; empty when it does not say
     * @param integers its attributes of that type
     */
    public record Node(
            String name,
            String origin,
            String operator,
            List<String> operands,
            List<String> results,
            Map<String, Long> integers,
            Graph graph) {}

    /**
     * A constant.
     *
     * @param type number in {@code TensorProto.DataType}
     * @param position of its bytes, in this file or the other one; meaningless when there are {@code numbers}
     * @param length of its bytes; -1 when the file does not say
     * @param otherFile name of the file that holds the bytes; null when it is this one
     * @param numbers of a small constant that is spelled out; null for all others
     */
    public record Constant(
            int type,
            List<Long> shape,
            long position,
            long length,
            @Nullable String otherFile,
            @Nullable List<Integer> numbers) {}

    /**
     * Reads a file.
     *
     * @throws IOException when it is no ONNX file
     */
    public static OnnxStructure of(ByteBuffer file) throws IOException {
        OnnxStructure structure = new OnnxStructure();
        each(CodedInputStream.newInstance(file), (message, field, tag) -> {
            if (field == 7) {
                nested(message, graph -> structure.readGraph(graph, null, 0));
            } else {
                message.skipField(tag);
            }
        });
        if (structure.graphs.isEmpty()) {
            throw new IOException("The file holds no graph");
        }
        return structure;
    }

    /** The graph of the model, then its branches. */
    public List<Graph> graphs() {
        return graphs;
    }

    private void readGraph(CodedInputStream in, @Nullable Graph parent, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("Branches lie in branches without end");
        }
        Graph graph = new Graph(parent, new HashMap<>(), new ArrayList<>(), new HashMap<>());
        graphs.add(graph);
        each(in, (message, field, tag) -> {
            switch (field) {
                case 1 -> nested(message, node -> readNode(node, graph, depth));
                case 5 -> nested(message, tensor -> readConstant(tensor, graph));
                default -> message.skipField(tag);
            }
        });
    }

    private void readNode(CodedInputStream in, Graph graph, int depth) throws IOException {
        String[] names = {"", ""};
        List<String> operands = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Map<String, Long> integers = new HashMap<>();
        Map<String, String> properties = new HashMap<>();
        each(in, (message, field, tag) -> {
            switch (field) {
                case 1 -> operands.add(message.readString());
                case 2 -> results.add(message.readString());
                case 3 -> names[0] = message.readString();
                case 4 -> names[1] = message.readString();
                case 5 -> nested(message, attribute -> readAttribute(attribute, integers, graph, depth));
                case 9 -> nested(message, property -> readEntry(property, properties));
                default -> message.skipField(tag);
            }
        });
        Node node = new Node(
                names[0], properties.getOrDefault("namespace", ""), names[1], operands, results, integers, graph);
        graph.nodes.add(node);
        results.forEach(result -> graph.producers.put(result, node));
    }

    private void readAttribute(CodedInputStream in, Map<String, Long> integers, Graph graph, int depth)
            throws IOException {
        String[] name = {""};
        each(in, (message, field, tag) -> {
            switch (field) {
                case 1 -> name[0] = message.readString();
                case 3 -> integers.put(name[0], message.readInt64());
                case 6 -> nested(message, branch -> readGraph(branch, graph, depth + 1));
                default -> message.skipField(tag);
            }
        });
    }

    private static void readConstant(CodedInputStream in, Graph graph) throws IOException {
        String[] name = {""};
        int[] type = {0};
        List<Long> shape = new ArrayList<>();
        long[] place = {0, 0};
        List<Integer> numbers = new ArrayList<>();
        Map<String, String> elsewhere = new HashMap<>();
        each(in, (message, field, tag) -> {
            boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            switch (field) {
                case 1 -> integers(message, packed, shape::add);
                case 2 -> type[0] = message.readInt32();
                case 5 ->
                    integers(message, packed, number -> {
                        if (numbers.size() == MOST_NUMBERS) {
                            throw new IOException("Too many numbers are spelled out");
                        }
                        numbers.add((int) number);
                    });
                case 8 -> name[0] = message.readString();
                case 4, 9 -> {
                    if (!packed) {
                        throw new IOException("Numbers are spelled one by one");
                    }
                    place[1] = message.readRawVarint32();
                    place[0] = message.getTotalBytesRead();
                    message.skipRawBytes((int) place[1]);
                }
                case 13 -> nested(message, entry -> readEntry(entry, elsewhere));
                default -> message.skipField(tag);
            }
        });
        if (elsewhere.isEmpty()) {
            List<Integer> spelled = numbers.isEmpty() ? null : numbers;
            graph.constants.put(name[0], new Constant(type[0], shape, place[0], place[1], null, spelled));
        } else {
            graph.constants.put(
                    name[0],
                    new Constant(
                            type[0],
                            shape,
                            number(elsewhere.getOrDefault("offset", "0")),
                            number(elsewhere.getOrDefault("length", "-1")),
                            elsewhere.getOrDefault("location", ""),
                            null));
        }
    }

    private static void readEntry(CodedInputStream in, Map<String, String> entries) throws IOException {
        String[] pair = {"", ""};
        each(in, (message, field, tag) -> {
            switch (field) {
                case 1 -> pair[0] = message.readString();
                case 2 -> pair[1] = message.readString();
                default -> message.skipField(tag);
            }
        });
        entries.put(pair[0], pair[1]);
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("A position is no number", e);
        }
    }

    private static void integers(CodedInputStream message, boolean packed, LongReader to) throws IOException {
        if (!packed) {
            to.take(message.readInt64());
            return;
        }
        nested(message, values -> {
            while (!values.isAtEnd()) {
                to.take(values.readInt64());
            }
        });
    }

    private static void nested(CodedInputStream message, Reader reader) throws IOException {
        int limit = message.pushLimit(message.readRawVarint32());
        reader.read(message);
        message.popLimit(limit);
    }

    private static void each(CodedInputStream message, FieldReader reader) throws IOException {
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            reader.read(message, WireFormat.getTagFieldNumber(tag), tag);
        }
    }

    /** Reads a message up to its limit. */
    private interface Reader {
        void read(CodedInputStream message) throws IOException;
    }

    /** Reads one field. */
    private interface FieldReader {
        void read(CodedInputStream message, int field, int tag) throws IOException;
    }

    /** Takes one number. */
    private interface LongReader {
        void take(long value) throws IOException;
    }
}
