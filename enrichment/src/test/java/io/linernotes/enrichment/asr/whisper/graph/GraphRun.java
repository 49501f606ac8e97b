package io.linernotes.enrichment.asr.whisper.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A part of a graph, run by itself over floats. */
final class GraphRun {
    private final OnnxGraph graph = new OnnxGraph("part");
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private int outputs;

    OnnxGraph graph() {
        return graph;
    }

    /** Declares an input and its content. */
    String input(float[] content, long... shape) throws OrtException {
        String name = "in_" + inputs.size();
        inputs.put(name, OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(content), shape));
        return graph.input(name, Element.FLOAT, shape);
    }

    /** Asks for a value, of whatever type, as floats. */
    void output(String value, long... shape) {
        String floats = graph.add("Cast", List.of(value), new Attribute("to", Element.FLOAT.number()));
        graph.output(floats, "out_" + outputs++, Element.FLOAT, shape);
    }

    /** What was asked for, in that order. */
    float[][] run() throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(graph.toBytes(), options);
                OrtSession.Result result = session.run(inputs)) {
            float[][] values = new float[outputs][];
            for (int i = 0; i < outputs; i++) {
                FloatBuffer buffer = ((OnnxTensor) result.get(i)).getFloatBuffer();
                values[i] = new float[buffer.remaining()];
                buffer.get(values[i]);
            }
            return values;
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Numbers of a normal distribution, the same for the same seed. */
    static float[] random(int seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
