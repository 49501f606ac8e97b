package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxStructure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The two files of an Optimum or transformers.js export that hold all weights.
 *
 * @param encoder path inside the model's folder
 * @param decoder path inside the model's folder: the one of the first token, or the one of all tokens
 */
record ExportFiles(String encoder, String decoder) {
    /** Variants that can be read, the most exact first. */
    private static final List<String> VARIANTS = List.of("", "_fp16", "_int8", "_quantized", "_uint8", "_q4", "_q4f16");

    /** The same for people. */
    static final String READABLE = VARIANTS.stream()
            .map(variant -> variant.isEmpty() ? "fp32" : variant.substring(1))
            .collect(Collectors.joining(", "));

    private static final String UNREAD = "_bnb4";
    private static final List<String> FOLDERS = List.of("onnx/", "");
    private static final List<String> DECODERS = List.of("decoder_model", "decoder_model_merged");

    /** A plain file name: other data lies beside the graph. */
    private static final Pattern DATA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Says whether there is a file. */
    interface Look {
        boolean has(String file) throws IOException;
    }

    /** The most exact variant of each part; null when there is no export. */
    static @Nullable ExportFiles find(String model, Look look) throws IOException {
        for (String folder : FOLDERS) {
            String encoder = first(List.of("encoder_model"), folder, look);
            String decoder = encoder == null ? null : first(DECODERS, folder, look);
            if (encoder != null && decoder != null) {
                return new ExportFiles(encoder, decoder);
            }
            if (encoder != null) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "Model %s has %s and lacks %sdecoder_model.onnx and %sdecoder_model_merged.onnx."
                                .formatted(model, encoder, folder, folder));
            }
            if (look.has(folder + "encoder_model" + UNREAD + ".onnx")) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "Model %s comes as bnb4 only; what can be read is %s.".formatted(model, READABLE));
            }
        }
        return null;
    }

    private static @Nullable String first(List<String> stems, String folder, Look look) throws IOException {
        for (String variant : VARIANTS) {
            for (String stem : stems) {
                String file = folder + stem + variant + ".onnx";
                if (look.has(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    /** Reads the structure of one of the files. */
    static OnnxStructure structure(String model, String file, ByteBuffer content) {
        try {
            return OnnxStructure.of(content);
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The file %s of model %s is no ONNX file.".formatted(file, model), e);
        }
    }

    /** Other files that hold constants of a graph, as paths inside the model's folder, in order. */
    static Set<String> dataFiles(String model, String file, OnnxStructure structure) {
        Set<String> files = new TreeSet<>();
        for (OnnxStructure.Graph graph : structure.graphs()) {
            for (OnnxStructure.Constant constant : graph.constants().values()) {
                if (constant.otherFile() != null) {
                    files.add(dataFile(model, file, constant.otherFile()));
                }
            }
        }
        return files;
    }

    /**
     * The same.
     *
     * @param path of the graph
     */
    static Set<String> dataFiles(String model, String file, Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            long size = Math.min(channel.size(), Integer.MAX_VALUE);
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return dataFiles(model, file, structure(model, file, content));
        }
    }

    /** Path of data that a graph names. */
    static String dataFile(String model, String file, String name) {
        if (!DATA.matcher(name).matches()) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY,
                    "The file %s of model %s names a file outside of its folder.".formatted(file, model));
        }
        return file.substring(0, file.lastIndexOf('/') + 1) + name;
    }
}
