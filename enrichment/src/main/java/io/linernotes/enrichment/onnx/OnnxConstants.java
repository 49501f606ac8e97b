package io.linernotes.enrichment.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The constants that an ONNX file holds, by name: weights, whatever the graph around them. */
public final class OnnxConstants {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_CONSTANT = 5;
    private static final int TENSOR_FLOATS = 4;
    private static final int TENSOR_INTEGERS = 5;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_BYTES = 9;

    private final Map<String, byte[]> contents = new HashMap<>();

    private OnnxConstants() {}

    /**
     * Reads the constants of an ONNX file.
     *
     * @throws IOException when it is none
     */
    public static OnnxConstants of(byte[] file) throws IOException {
        OnnxConstants constants = new OnnxConstants();
        each(CodedInputStream.newInstance(file), MODEL_GRAPH, graph -> each(graph, GRAPH_CONSTANT, constants::read));
        return constants;
    }

    public Set<String> names() {
        return contents.keySet();
    }

    /**
     * The content of a constant as it is in memory, little-endian; integers that the file spells out, one byte each.
     *
     * @throws IOException when there is none of that name
     */
    public byte[] bytes(String name) throws IOException {
        byte[] content = contents.get(name);
        if (content == null) {
            throw new IOException("The model holds no " + name);
        }
        return content;
    }

    /** The content of a constant of type float; the caller owns it. */
    public float[] floats(String name) throws IOException {
        byte[] content = bytes(name);
        float[] floats = new float[content.length / Float.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    /** The content of a constant of type {@link Element#UINT8} as numbers from 0 to 255. */
    public int[] unsigned(String name) throws IOException {
        byte[] content = bytes(name);
        int[] numbers = new int[content.length];
        Arrays.setAll(numbers, i -> Byte.toUnsignedInt(content[i]));
        return numbers;
    }

    private void read(CodedInputStream tensor) throws IOException {
        String name = "";
        byte[] content = {};
        for (int tag = tensor.readTag(); tag != 0; tag = tensor.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TENSOR_NAME -> name = tensor.readString();
                case TENSOR_BYTES, TENSOR_FLOATS -> content = tensor.readByteArray();
                case TENSOR_INTEGERS -> content = narrowed(tensor.readByteArray());
                default -> tensor.skipField(tag);
            }
        }
        contents.put(name, content);
    }

    /** Integers of a byte each, which the format spells as numbers of any length. */
    private static byte[] narrowed(byte[] packed) throws IOException {
        byte[] content = new byte[packed.length];
        CodedInputStream numbers = CodedInputStream.newInstance(packed);
        int count = 0;
        while (!numbers.isAtEnd()) {
            content[count++] = (byte) numbers.readInt32();
        }
        return Arrays.copyOf(content, count);
    }

    private static void each(CodedInputStream message, int field, Reader reader) throws IOException {
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                int limit = message.pushLimit(message.readRawVarint32());
                reader.read(message);
                message.popLimit(limit);
            } else {
                message.skipField(tag);
            }
        }
    }

    /** Reads the fields of one message, up to its limit. */
    private interface Reader {
        void read(CodedInputStream message) throws IOException;
    }
}
