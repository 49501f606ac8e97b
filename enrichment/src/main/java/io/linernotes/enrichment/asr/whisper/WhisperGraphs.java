package io.linernotes.enrichment.asr.whisper;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linernotes.enrichment.asr.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The two graphs of a model, ready to be opened. */
interface WhisperGraphs {
    OrtSession openEncoder(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;

    OrtSession openDecoder(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;

    /** What they were built by. */
    GraphPlan plan();

    /** Bytes of both. */
    long size();

    /** Graphs built in the heap. */
    static WhisperGraphs inMemory(GraphPlan plan, Weights weights) {
        byte[] encoder = plan.encoder(weights);
        byte[] decoder = plan.decoder(weights);
        return new WhisperGraphs() {
            @Override
            public OrtSession openEncoder(OrtEnvironment environment, OrtSession.SessionOptions options)
                    throws OrtException {
                return environment.createSession(encoder, options);
            }

            @Override
            public OrtSession openDecoder(OrtEnvironment environment, OrtSession.SessionOptions options)
                    throws OrtException {
                return environment.createSession(decoder, options);
            }

            @Override
            public GraphPlan plan() {
                return plan;
            }

            @Override
            public long size() {
                return (long) encoder.length + decoder.length;
            }
        };
    }

    /** Graphs that {@link GraphPlan#write} left in a folder. */
    static WhisperGraphs files(GraphPlan plan, Path folder) throws IOException {
        long size = 0;
        List<Path> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.toList();
        }
        for (Path file : files) {
            size += Files.size(file);
        }
        return new FileGraphs(plan, folder, size);
    }

    /** Graphs in files, which the library maps into memory. */
    record FileGraphs(GraphPlan plan, Path folder, long size) implements WhisperGraphs {
        @Override
        public OrtSession openEncoder(OrtEnvironment environment, OrtSession.SessionOptions options)
                throws OrtException {
            return open(GraphPlan.ENCODER, environment, options);
        }

        @Override
        public OrtSession openDecoder(OrtEnvironment environment, OrtSession.SessionOptions options)
                throws OrtException {
            return open(GraphPlan.DECODER, environment, options);
        }

        private OrtSession open(String graph, OrtEnvironment environment, OrtSession.SessionOptions options)
                throws OrtException {
            return environment.createSession(folder.resolve(graph + ".onnx").toString(), options);
        }
    }
}
