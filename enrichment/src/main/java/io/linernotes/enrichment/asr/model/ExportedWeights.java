package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxStructure;
import io.linernotes.enrichment.onnx.OnnxStructure.Constant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights that lie in the graphs of an Optimum or transformers.js export. The graphs themselves are never run. */
final class ExportedWeights implements StoredWeights {
    private static final String ENCODER = "model.encoder.";
    private static final String DECODER = "model.decoder.";

    private final String model;
    private final ExportFiles files;
    private final ModelSource.Directory source;
    private final Map<String, FileChannel> channels = new HashMap<>();
    private final ExportedGraph encoder;
    private final ExportedGraph decoder;

    /** Reads the structure of both graphs. */
    ExportedWeights(String model, ExportFiles files, ModelSource.Directory source) {
        this.model = model;
        this.files = files;
        this.source = source;
        try {
            encoder = graph(files.encoder(), List.of("", "encoder.", ENCODER));
            decoder = graph(files.decoder(), List.of(DECODER, "decoder.", ""));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public float[] read(String name, int... shape) {
        return checked(name, shape).values().get();
    }

    @Override
    public void check(String name, int... shape) {
        checked(name, shape);
    }

    private ExportedTensor checked(String name, int... shape) {
        boolean ofEncoder = name.startsWith(ENCODER);
        String file = ofEncoder ? files.encoder() : files.decoder();
        ExportedGraph graph = ofEncoder ? encoder : decoder;
        ExportedTensor found = graph.find(name.substring(ENCODER.length()), shape);
        if (found == null) {
            throw damaged(file, "lacks the tensor " + name);
        }
        if (!Arrays.equals(found.shape(), shape)) {
            throw damaged(
                    file,
                    "holds %s with shape %s instead of %s"
                            .formatted(name, Arrays.toString(found.shape()), Arrays.toString(shape)));
        }
        return found;
    }

    private ExportedGraph graph(String file, List<String> prefixes) {
        OnnxStructure structure = ExportFiles.structure(model, file, mapped(file));
        ExportFiles.dataFiles(model, file, structure).forEach(this::channel);
        return new ExportedGraph(structure, new InFiles(file), prefixes);
    }

    private ByteBuffer mapped(String file) {
        try {
            FileChannel channel = channel(file);
            if (channel.size() > Integer.MAX_VALUE) {
                throw damaged(file, "is larger than an ONNX file can be");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private FileChannel channel(String file) {
        return channels.computeIfAbsent(file, absent -> {
            try {
                return FileChannel.open(source.own(absent));
            } catch (IOException e) {
                throw unreadable(e);
            }
        });
    }

    @Override
    public void close() {
        for (FileChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private EnrichmentException damaged(String file, String what) {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY, "The file %s of model %s %s.".formatted(file, model, what));
    }

    private EnrichmentException unreadable(IOException e) {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY, "The weights of model %s cannot be read.".formatted(model), e);
    }

    /** The bytes of a graph's constants, in its file or one beside it. */
    private final class InFiles implements ExportedTensor.Content {
        private final String graph;

        private InFiles(String graph) {
            this.graph = graph;
        }

        @Override
        public ByteBuffer of(Constant constant, long size) {
            check(constant, size);
            try {
                return channel(file(constant))
                        .map(FileChannel.MapMode.READ_ONLY, constant.position(), size)
                        .order(ByteOrder.LITTLE_ENDIAN);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void check(Constant constant, long size) {
            String file = file(constant);
            try {
                boolean whole = constant.length() == size || (constant.length() == -1 && constant.otherFile() != null);
                long room = channel(file).size() - size;
                if (!whole || constant.position() < 0 || constant.position() > room) {
                    throw damaged(file, "does not hold the tensors that its graph names");
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private String file(Constant constant) {
            String other = constant.otherFile();
            return other == null ? graph : ExportFiles.dataFile(model, graph, other);
        }
    }
}
