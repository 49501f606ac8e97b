package io.linernotes.enrichment.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The quantised all-MiniLM-L6-v2 that LangChain4j ships, run in this process: 384 dimensions, mean pooling, length 1.
 * Only the first 254 word pieces of a text count; longer texts are averaged in parts.
 *
 * <p>Texts go through the model one by one. Its activations are quantised with one scale per run, so that a vector
 * would depend on the texts that share its batch; alone, it depends on its text only.
 *
 * <p>Owns a native session of about 60 MB until closed.
 */
public final class MiniLmEmbedder implements SentenceEmbedder, AutoCloseable {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    static {
        // The tokenizer library would otherwise look for a build for graphics cards, and fetch it.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private final OrtSession session;
    private final Model model;

    /**
     * Loads the model from the class path.
     *
     * @throws EnrichmentException {@link ErrorCode#MODEL_MISSING} when it is not there or cannot be loaded
     */
    public MiniLmEmbedder() {
        OrtEnvironment environment = OnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream modelBytes = resource(MODEL);
                InputStream tokenizerBytes = resource(TOKENIZER)) {
            // Spark already runs one task per core: a second thread here, or one that spins, slows all of them.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(modelBytes.readAllBytes(), options);
            model = new Model(new OnnxBertBiEncoder(environment, session, tokenizerBytes, PoolingMode.MEAN));
        } catch (OrtException | IOException e) {
            throw new EnrichmentException(ErrorCode.MODEL_MISSING, "Cannot load the embedding model", e);
        }
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        // Talk is full of sentences that come again: "Yeah.", "Right."
        List<String> distinct = texts.stream().distinct().toList();
        List<Embedding> embeddings = model.embedAll(
                        distinct.stream().map(TextSegment::from).toList())
                .content();
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            vectors.put(distinct.get(i), embeddings.get(i).vector());
        }
        return texts.stream().map(text -> vectors.get(text).clone()).toList();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot close the embedding model", e);
        }
    }

    private static InputStream resource(String path) throws IOException {
        InputStream stream = OnnxBertBiEncoder.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IOException("No such resource: " + path);
        }
        return stream;
    }

    /** LangChain4j's model over our own session, run on the caller's thread. */
    private static final class Model extends AbstractInProcessEmbeddingModel {
        private final OnnxBertBiEncoder encoder;

        Model(OnnxBertBiEncoder encoder) {
            super(Runnable::run);
            this.encoder = encoder;
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }
}
