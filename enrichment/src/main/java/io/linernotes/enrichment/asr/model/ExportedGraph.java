package io.linernotes.enrichment.asr.model;

import com.google.common.primitives.Ints;
import io.linernotes.enrichment.onnx.OnnxStructure;
import io.linernotes.enrichment.onnx.OnnxStructure.Constant;
import io.linernotes.enrichment.onnx.OnnxStructure.Graph;
import io.linernotes.enrichment.onnx.OnnxStructure.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters of a model in the graph that an exporter made of it. Exporters keep the names of most parameters, but
 * turn the matrices of linear layers round and give them numbers for names, and replace equal parameters by one; they name
 * operators by the module that they come from, so {@code layers.0.fc1.weight} is the operand of {@code /layers.0/fc1/MatMul}.
 */
final class ExportedGraph {
    /** Values that only rename, turn or convert another. */
    private static final int LONGEST_CHAIN = 8;

    private static final List<String> LINEAR = List.of("MatMul", "MatMulInteger", "MatMulNBits", "Gemm");

    private final OnnxStructure structure;
    private final ExportedTensor.Content content;
    private final List<String> prefixes;

    /** @param prefixes what names in the graph may begin with, where those asked for have none */
    ExportedGraph(OnnxStructure structure, ExportedTensor.Content content, List<String> prefixes) {
        this.structure = structure;
        this.content = content;
        this.prefixes = prefixes;
    }

    /** A parameter by its name inside encoder or decoder; of any shape when there is none of the wanted one. */
    @Nullable
    ExportedTensor find(String parameter, int... shape) {
        List<ExportedTensor> named = named(parameter);
        ExportedTensor found = fitting(named, shape);
        if (found != null) {
            return found;
        }
        List<ExportedTensor> used = used(parameter);
        found = fitting(used, shape);
        return found != null
                ? found
                : Stream.concat(named.stream(), used.stream()).findFirst().orElse(null);
    }

    private static @Nullable ExportedTensor fitting(List<ExportedTensor> candidates, int... shape) {
        return candidates.stream()
                .filter(candidate -> Arrays.equals(candidate.shape(), shape))
                .findFirst()
                .orElse(null);
    }

    private List<ExportedTensor> named(String parameter) {
        List<ExportedTensor> found = new ArrayList<>();
        for (Graph graph : structure.graphs()) {
            for (String prefix : prefixes) {
                for (String suffix : List.of("", "_merged", "_quantized", "_merged_quantized")) {
                    add(found, value(graph, prefix + parameter + suffix, 0, 0));
                }
            }
        }
        return found;
    }

    /**
     * Operands of the operators that a parameter's module became: those with a name such as {@code /layers.0/fc1/MatMul}, or
     * an origin such as {@code …/layers.0.fc1: Linear/…}.
     */
    private List<ExportedTensor> used(String parameter) {
        String module = parameter.substring(0, parameter.lastIndexOf('.'));
        String path = "/" + module.replaceAll("\\.(?!\\d)", "/") + "/";
        List<String> origins =
                prefixes.stream().map(prefix -> "/" + prefix + module + ": ").toList();
        List<ExportedTensor> found = new ArrayList<>();
        for (Graph graph : structure.graphs()) {
            for (Node node : graph.nodes()) {
                String scope = node.name().substring(0, node.name().lastIndexOf('/') + 1);
                if (scope.endsWith(path) || origins.stream().anyMatch(node.origin()::contains)) {
                    addOperands(found, node, parameter.endsWith("bias"));
                }
            }
        }
        return found;
    }

    private void addOperands(List<ExportedTensor> found, Node node, boolean bias) {
        String operator = node.operator();
        if (LINEAR.contains(operator) && !bias) {
            add(found, matrix(node));
        } else if (List.of("Conv", "LayerNormalization", "Gemm").contains(operator)) {
            add(found, operand(node, bias ? 2 : 1));
        } else if (operator.equals("Gather")) {
            add(found, operand(node, 0));
        } else if (operator.equals(bias ? "Add" : "Mul")) {
            add(found, operand(node, 0));
            add(found, operand(node, 1));
        }
    }

    private static void add(List<ExportedTensor> all, @Nullable ExportedTensor one) {
        if (one != null) {
            all.add(one);
        }
    }

    /** The matrix of a linear layer as {@code [out, in]}. */
    private @Nullable ExportedTensor matrix(Node node) {
        if (node.operator().equals("MatMulNBits")) {
            return blocks(node);
        }
        boolean asStored = node.operator().equals("Gemm") && node.integers().getOrDefault("transB", 0L) == 1;
        ExportedTensor stored = node.operands().size() < 2
                ? null
                : value(node.graph(), node.operands().get(1), 1, 0);
        return stored == null || asStored ? stored : stored.transposed();
    }

    private @Nullable ExportedTensor blocks(Node node) {
        ExportedTensor packed = operand(node, 1);
        ExportedTensor scales = operand(node, 2);
        if (packed == null || scales == null || node.integers().getOrDefault("bits", 4L) != 4) {
            return null;
        }
        int in = Ints.saturatedCast(node.integers().getOrDefault("K", 0L));
        int out = Ints.saturatedCast(node.integers().getOrDefault("N", 0L));
        int block = Ints.saturatedCast(node.integers().getOrDefault("block_size", 0L));
        return ExportedTensor.ofBlocks(packed, scales, operand(node, 3), out, in, block);
    }

    private @Nullable ExportedTensor operand(Node node, int index) {
        return node.operands().size() <= index
                ? null
                : raw(node.graph(), node.operands().get(index));
    }

    /** A constant as it is stored, or what a chain of operators makes of one. */
    private @Nullable ExportedTensor raw(Graph graph, String name) {
        Constant constant = graph.constant(name);
        return constant != null && !name.endsWith("_quantized")
                ? ExportedTensor.of(constant, content)
                : value(graph, name, 0, 0);
    }

    /** @param axis along which a quantised constant has a scale of its own, if it has many */
    private @Nullable ExportedTensor value(Graph graph, String name, int axis, int chain) {
        Constant constant = graph.constant(name);
        if (constant != null) {
            return name.endsWith("_quantized")
                    ? quantised(graph, constant, name.substring(0, name.length() - "_quantized".length()), axis)
                    : ExportedTensor.of(constant, content);
        }
        Node producer = graph.producer(name);
        if (producer == null || producer.operands().isEmpty() || chain == LONGEST_CHAIN) {
            return null;
        }
        String first = producer.operands().get(0);
        return switch (producer.operator()) {
            case "Identity", "Cast" -> value(producer.graph(), first, axis, chain + 1);
            case "Transpose" -> {
                ExportedTensor turned = value(producer.graph(), first, 1 - axis, chain + 1);
                yield turned == null ? null : turned.transposed();
            }
            case "DequantizeLinear" -> dequantised(producer);
            default -> null;
        };
    }

    private @Nullable ExportedTensor quantised(Graph graph, Constant constant, String stem, int axis) {
        Constant scale = graph.constant(stem + "_scale");
        Constant zero = graph.constant(stem + "_zero_point");
        return scale == null
                ? null
                : ExportedTensor.of(constant, content)
                        .scaled(
                                ExportedTensor.of(scale, content),
                                zero == null ? null : ExportedTensor.of(zero, content),
                                axis);
    }

    private @Nullable ExportedTensor dequantised(Node node) {
        Constant whole = node.graph().constant(node.operands().get(0));
        ExportedTensor scale = operand(node, 1);
        if (whole == null || scale == null) {
            return null;
        }
        int axis = node.integers().getOrDefault("axis", 1L).intValue();
        return ExportedTensor.of(whole, content).scaled(scale, operand(node, 2), axis);
    }
}
