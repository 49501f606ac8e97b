package io.linernotes.enrichment.onnx;

import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import io.linernotes.enrichment.onnx.OnnxStructure.Constant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The contents of the constants that a small ONNX file holds, by name: weights, whatever the graph around them. */
public final class OnnxConstants {
    private final byte[] file;
    private final Map<String, Constant> constants;

    private OnnxConstants(byte[] file, Map<String, Constant> constants) {
        this.file = file;
        this.constants = constants;
    }

    /**
     * Reads the constants of an ONNX file.
     *
     * @param file is kept, and must not change
     * @throws IOException when it is none
     */
    public static OnnxConstants of(byte[] file) throws IOException {
        OnnxStructure structure = OnnxStructure.of(ByteBuffer.wrap(file));
        return new OnnxConstants(file, structure.graphs().get(0).constants());
    }

    public Set<String> names() {
        return constants.keySet();
    }

    /**
     * The content of a constant as it is in memory, little-endian; integers that the file spells out, one byte each.
     *
     * @throws IOException when there is none of that name
     */
    public byte[] bytes(String name) throws IOException {
        Constant constant = constants.get(name);
        if (constant == null || constant.otherFile() != null) {
            throw new IOException("The model holds no " + name);
        }
        return constant.numbers() == null
                ? Arrays.copyOfRange(file, (int) constant.position(), (int) (constant.position() + constant.length()))
                : narrowed(constant.numbers());
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

    private static byte[] narrowed(List<Integer> numbers) {
        byte[] content = new byte[numbers.size()];
        for (int i = 0; i < content.length; i++) {
            content[i] = numbers.get(i).byteValue();
        }
        return content;
    }
}
