package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers that a graph calculates with.
 *
 * @param precision floating point or integers
 * @param largest largest magnitude of a signed byte, 127 or less; without meaning in floating point, as are the kernels
 * @param kernels how graphs of integers multiply
 */
public record Arithmetic(Precision precision, int largest, Kernels kernels) {
    private static final int FULL = 127;

    /** 255 · 64 · 2 fits into 16 bits. */
    private static final int REDUCED = 64;

    /** Bytes in their full range. */
    public static final Arithmetic INTEGERS = new Arithmetic(Precision.INT8, FULL, Kernels.USUAL);

    /** Bytes that leave room for processors which add two products in 16 bits. */
    public static final Arithmetic NARROW_INTEGERS = new Arithmetic(Precision.INT8, REDUCED, Kernels.USUAL);

    /** Floating point. */
    public static final Arithmetic FLOATS = new Arithmetic(Precision.FP32, FULL, Kernels.USUAL);

    /** Result of {@link #probe} where products of bytes are added without loss. */
    public static final float EXACT = 255f * FULL * 64;

    /**
     * A graph that tells which integers a processor can take: without the instructions made for them, the library adds
     * two products of bytes in 16 bits and cuts off what does not fit.
     *
     * @return an ONNX file; input {@code x}: uint8 {@code [1, 64]}, to be filled with 255; output {@code y}: float
     *     {@code [1, 64]}
     */
    public static byte[] probe() {
        OnnxGraph graph = new OnnxGraph("probe");
        String x = graph.input("x", OnnxGraph.Element.UINT8, 1, 64);
        byte[] weights = new byte[64 * 64];
        Arrays.fill(weights, (byte) FULL);
        String product = graph.addFused(
                "MatMulIntegerToFloat",
                List.of(x, graph.tensor(OnnxGraph.Element.INT8, weights, 64, 64), graph.scalar(1), graph.scalar(1)));
        graph.output(product, "y", OnnxGraph.Element.FLOAT, 1, 64);
        return graph.toBytes();
    }

    /** The same numbers by other kernels. */
    public Arithmetic with(Kernels others) {
        return new Arithmetic(precision, largest, others);
    }

    /** Whether the scores of the encoder's attention are products of bytes, all of which are held at once. */
    public boolean byteAttention() {
        return integers() && kernels.attention() == Kernels.Attention.BYTES;
    }

    boolean integers() {
        return precision == Precision.INT8;
    }

    Products products(OnnxGraph graph) {
        return integers() ? new Int8Products(graph, largest) : new FloatProducts(graph);
    }

    CrossMemory memory(WhisperDimensions sizes) {
        return integers() ? new Int8CrossMemory(sizes, largest, kernels.keyColumns()) : new FloatCrossMemory(sizes);
    }
}
