package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.List;

/** One product of unsigned activations and signed weights, to measure what a processor can do. */
public final class ProductGraph {
    private ProductGraph() {}

    /**
     * Writes the graph as the bytes of an ONNX file.
     *
     * @param size rows, columns and depth
     * @return input {@code x}: uint8 {@code [size, size]}; output {@code y}: int32 {@code [size, size]}
     */
    public static byte[] of(int size) {
        OnnxGraph graph = new OnnxGraph("product");
        String x = graph.input("x", Element.UINT8, size, size);
        byte[] weights = new byte[size * size];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (i % 251 - 125);
        }
        String product = graph.add("MatMulInteger", List.of(x, graph.tensor(Element.INT8, weights, size, size)));
        graph.output(product, "y", Element.INT32, size, size);
        return graph.toBytes();
    }
}
