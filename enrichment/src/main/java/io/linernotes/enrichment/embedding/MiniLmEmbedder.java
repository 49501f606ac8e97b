package io.linernotes.enrichment.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The quantised all-MiniLM-L6-v2 that LangChain4j ships, run in this process: 384 dimensions, mean pooling, length 1.
 * Texts with the same number of tokens go through the model together; a vector depends on its text alone, to the last
 * bit. Texts of more than 510 word pieces are cut there.
 *
 * <p>Owns a native session of about 60 MB until closed.
 */
public final class MiniLmEmbedder implements SentenceEmbedder, AutoCloseable {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    /** More tokens in a run gain nothing, and leave the processor's cache. */
    private static final int TOKENS_PER_RUN = 512;

    static {
        // The tokenizer library would otherwise look for a build for graphics cards, and fetch it.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    /**
     * Loads the model from the class path.
     *
     * @throws EnrichmentException {@link ErrorCode#MODEL_MISSING} when it is not there or cannot be loaded
     */
    public MiniLmEmbedder() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream model = resource(MODEL);
                InputStream vocabulary = resource(TOKENIZER)) {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    vocabulary,
                    Map.of(
                            "padding",
                            "false",
                            "truncation",
                            "true",
                            "maxLength",
                            String.valueOf(MiniLmGraph.LONGEST),
                            "modelMaxLength",
                            String.valueOf(MiniLmGraph.LONGEST)));
            // Spark already runs one task per core: a second thread here, or one that spins, slows all of them.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(MiniLmGraph.of(model.readAllBytes()), options);
        } catch (OrtException | IOException e) {
            throw new EnrichmentException(ErrorCode.MODEL_MISSING, "Cannot load the embedding model", e);
        }
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        // Talk is full of sentences that come again: "Yeah.", "Right."
        Map<String, float[]> vectors = new HashMap<>();
        SortedMap<Integer, List<Tokens>> byLength = new TreeMap<>();
        for (String text : new LinkedHashSet<>(texts)) {
            Tokens tokens = new Tokens(text, tokenizer.encode(text, true, false).getIds());
            byLength.computeIfAbsent(tokens.ids.length, length -> new ArrayList<>())
                    .add(tokens);
        }
        byLength.forEach((length, same) -> {
            int most = Math.max(1, TOKENS_PER_RUN / length);
            for (int from = 0; from < same.size(); from += most) {
                run(same.subList(from, Math.min(from + most, same.size())), length, vectors);
            }
        });
        return texts.stream().map(text -> vectors.get(text).clone()).toList();
    }

    @SuppressWarnings("ArrayRecordComponent") // Written once; equality is never asked for.
    private record Tokens(String text, long[] ids) {}

    private void run(List<Tokens> texts, int length, Map<String, float[]> vectors) {
        LongBuffer ids = LongBuffer.allocate(texts.size() * length);
        texts.forEach(text -> ids.put(text.ids));
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids.flip(), new long[] {texts.size(), length});
                OrtSession.Result result = session.run(Map.of("ids", input))) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (Tokens text : texts) {
                vectors.put(text.text, pooled(hidden, length));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot run the embedding model", e);
        }
    }

    /** The mean of a text's vectors, scaled to length 1. */
    private static float[] pooled(FloatBuffer hidden, int length) {
        double[] sum = new double[MiniLmGraph.WIDTH];
        float[] token = new float[MiniLmGraph.WIDTH];
        for (int i = 0; i < length; i++) {
            hidden.get(token);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += token[d];
            }
        }
        double norm = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
        float[] pooled = new float[sum.length];
        for (int d = 0; d < sum.length; d++) {
            pooled[d] = (float) (sum[d] / norm);
        }
        return pooled;
    }

    @Override
    public void close() {
        try {
            tokenizer.close();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Cannot close the embedding model", e);
        }
    }

    private static InputStream resource(String path) throws IOException {
        InputStream stream = MiniLmEmbedder.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IOException("No such resource: " + path);
        }
        return stream;
    }
}
