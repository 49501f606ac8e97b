package io.linernotes.enrichment.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an ONNX model: values are named by strings, every method that adds an operator returns the name of its
 * result. The numbers are the field numbers of {@code onnx.proto} (IR version 10).
 */
public final class OnnxGraph {
    /** Element types, with their numbers in {@code TensorProto.DataType}. */
    public enum Element {
        FLOAT(1),
        UINT8(2),
        INT8(3),
        INT32(6),
        INT64(7);

        private final int number;

        Element(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** A named attribute of an operator. */
    public record Attribute(String name, Object value) {}

    private static final String MICROSOFT = "com.microsoft";
    private static final int IR_VERSION = 10;
    private static final int OPSET = 17;

    /** Constants from this size on go into a file of their own; the library wants to see small ones when it reads a graph. */
    private static final int INSIDE = 1024;

    private static final long PAGE = 4096;

    private final String name;
    private final List<byte[]> nodes = new ArrayList<>();
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> outputs = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private int values;

    public OnnxGraph(String name) {
        this.name = name;
    }

    /** Declares an input; a dimension of -1 is free. */
    public String input(String value, Element element, long... shape) {
        inputs.add(valueInfo(value, element, shape));
        return value;
    }

    /** Makes a value an output under the given name; a dimension of -1 is free. */
    public void output(String value, String as, Element element, long... shape) {
        nodes.add(node("", "Identity", List.of(value), List.of(as)));
        declareOutput(as, element, shape);
    }

    /** Makes a value that already has its final name an output. */
    public void declareOutput(String value, Element element, long... shape) {
        outputs.add(valueInfo(value, element, shape));
    }

    /** Adds a constant of type float. */
    public String floats(float[] content, long... shape) {
        byte[] raw = bytes(4L * content.length);
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(content);
        return tensor(Element.FLOAT, raw, shape);
    }

    /** Adds a single number. */
    public String scalar(float value) {
        return floats(new float[] {value});
    }

    /** Adds a constant of type int64. */
    public String longs(long... content) {
        byte[] raw = bytes(8L * content.length);
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(content);
        return tensor(Element.INT64, raw, content.length);
    }

    /** Adds a constant of raw little-endian bytes. */
    public String tensor(Element element, byte[] raw, long... shape) {
        String value = next("constant");
        byte[] header = message(out -> {
            for (long dimension : shape) {
                out.writeInt64(1, dimension);
            }
            out.writeInt32(2, element.number);
            out.writeString(8, value);
        });
        constants.add(new Constant(header, raw));
        return value;
    }

    /** Adds a standard operator with one result. */
    public String add(String operator, List<String> operands, Attribute... attributes) {
        return add("", operator, operands, 1, attributes).get(0);
    }

    /** Adds a standard operator with several results. */
    public List<String> add(int results, String operator, List<String> operands) {
        return add("", operator, operands, results);
    }

    /** Adds an operator of ONNX Runtime's own domain with one result. */
    public String addFused(String operator, List<String> operands, Attribute... attributes) {
        return add(MICROSOFT, operator, operands, 1, attributes).get(0);
    }

    /** Adds an operator of ONNX Runtime's own domain with named results; an empty name leaves one out. */
    public void addFused(String operator, List<String> operands, List<String> results, Attribute... attributes) {
        nodes.add(node(MICROSOFT, operator, operands, results, attributes));
    }

    private List<String> add(
            String domain, String operator, List<String> operands, int results, Attribute... attributes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            names.add(next(operator));
        }
        nodes.add(node(domain, operator, operands, names, attributes));
        return names;
    }

    /** A value name that is not in use. */
    public String next(String stem) {
        return stem + "_" + values++;
    }

    /** The model as the bytes of an ONNX file; the constants are copied once. */
    public byte[] toBytes() {
        byte[] structure = message(out -> {
            for (byte[] node : nodes) {
                out.writeByteArray(1, node);
            }
            out.writeString(2, name);
            for (byte[] input : inputs) {
                out.writeByteArray(11, input);
            }
            for (byte[] output : outputs) {
                out.writeByteArray(12, output);
            }
        });
        byte[] header = message(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeString(2, "linernotes");
            out.writeByteArray(8, operatorSet("", OPSET));
            out.writeByteArray(8, operatorSet(MICROSOFT, 1));
        });
        long graphSize = structure.length;
        for (Constant constant : constants) {
            graphSize += fieldSize(5, constant.size());
        }
        byte[] file = bytes(header.length + fieldSize(7, graphSize));
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(file);
            out.writeRawBytes(header);
            beginMessage(out, 7, graphSize);
            out.writeRawBytes(structure);
            for (Constant constant : constants) {
                beginMessage(out, 5, constant.size());
                out.writeRawBytes(constant.header);
                if (!constant.isOutside()) {
                    out.writeByteArray(9, constant.raw);
                }
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("A byte array refused bytes", e);
        }
        return file;
    }

    /**
     * Writes the model as two files: {@code NAME.onnx}, and {@code NAME.data} with the large constants, which may have any
     * size together and are mapped into memory by the library.
     */
    public void writeTo(Path folder, String fileName) throws IOException {
        OnnxGraph outline = new OnnxGraph(name);
        outline.nodes.addAll(nodes);
        outline.inputs.addAll(inputs);
        outline.outputs.addAll(outputs);
        String dataFile = fileName + ".data";
        try (FileChannel data =
                FileChannel.open(folder.resolve(dataFile), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Constant constant : constants) {
                outline.constants.add(
                        constant.raw.length < INSIDE
                                ? constant
                                : constant.outside(dataFile, place(constant.raw, data)));
            }
            data.force(true);
        }
        Files.write(folder.resolve(fileName + ".onnx"), outline.toBytes());
    }

    /** Appends bytes at the start of a page; returns their position. */
    private static long place(byte[] raw, FileChannel data) throws IOException {
        long position = (data.size() + PAGE - 1) / PAGE * PAGE;
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        while (bytes.hasRemaining()) {
            data.write(bytes, position + bytes.position());
        }
        return position;
    }

    private static void beginMessage(CodedOutputStream out, int field, long size) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag((int) size);
    }

    private static long fieldSize(int field, long content) {
        if (content > Integer.MAX_VALUE) {
            throw tooLarge();
        }
        return CodedOutputStream.computeTagSize(field)
                + CodedOutputStream.computeUInt32SizeNoTag((int) content)
                + content;
    }

    /** A tensor: all fields but its content, and the content; empty when that is in another file. */
    @SuppressWarnings("ArrayRecordComponent") // Up to hundreds of megabytes, written once; equality is never asked for.
    private record Constant(byte[] header, byte[] raw) {
        private long size() {
            return header.length + (isOutside() ? 0 : fieldSize(9, raw.length));
        }

        private boolean isOutside() {
            return raw.length == 0;
        }

        /** The same with its content in a file beside the model. */
        private Constant outside(String file, long position) {
            byte[] fields = message(out -> {
                out.writeRawBytes(header);
                out.writeByteArray(13, keyValue("location", file));
                out.writeByteArray(13, keyValue("offset", String.valueOf(position)));
                out.writeByteArray(13, keyValue("length", String.valueOf(raw.length)));
                out.writeInt32(14, 1);
            });
            return new Constant(fields, new byte[0]);
        }
    }

    private static byte[] keyValue(String key, String value) {
        return message(out -> {
            out.writeString(1, key);
            out.writeString(2, value);
        });
    }

    private static byte[] operatorSet(String domain, int version) {
        return message(out -> {
            out.writeString(1, domain);
            out.writeInt64(2, version);
        });
    }

    private static byte[] node(
            String domain, String operator, List<String> operands, List<String> results, Attribute... attributes) {
        return message(out -> {
            for (String operand : operands) {
                out.writeString(1, operand);
            }
            for (String result : results) {
                out.writeString(2, result);
            }
            out.writeString(4, operator);
            for (Attribute attribute : attributes) {
                out.writeByteArray(5, attribute(attribute));
            }
            out.writeString(7, domain);
        });
    }

    private static byte[] attribute(Attribute attribute) {
        return message(out -> {
            out.writeString(1, attribute.name);
            Object value = attribute.value;
            if (value instanceof Float number) {
                out.writeFloat(2, number);
                out.writeInt32(20, 1);
            } else if (value instanceof Integer number) {
                out.writeInt64(3, number);
                out.writeInt32(20, 2);
            } else if (value instanceof long[] numbers) {
                for (long number : numbers) {
                    out.writeInt64(8, number);
                }
                out.writeInt32(20, 7);
            } else {
                throw new IllegalArgumentException("No such attribute type: " + attribute.name);
            }
        });
    }

    private static byte[] valueInfo(String value, Element element, long... shape) {
        byte[] dimensions = message(out -> {
            for (int i = 0; i < shape.length; i++) {
                long dimension = shape[i];
                int index = i;
                out.writeByteArray(1, message(one -> {
                    if (dimension >= 0) {
                        one.writeInt64(1, dimension);
                    } else {
                        one.writeString(2, value + "_" + index);
                    }
                }));
            }
        });
        byte[] type = message(out -> {
            out.writeInt32(1, element.number);
            out.writeByteArray(2, dimensions);
        });
        return message(out -> {
            out.writeString(1, value);
            out.writeBytes(2, ByteString.copyFrom(message(of -> of.writeByteArray(1, type))));
        });
    }

    private static byte[] bytes(long count) {
        if (count > Integer.MAX_VALUE) {
            throw tooLarge();
        }
        return new byte[(int) count];
    }

    private static byte[] message(Writer content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            content.write(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A byte array refused bytes", e);
        }
    }

    private static EnrichmentException tooLarge() {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY, "The model is too large to be built in memory at this precision.");
    }

    /** Writes the fields of one message. */
    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }
}
