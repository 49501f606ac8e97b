package io.linernotes.enrichment.asr.vad;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The Silero voice detector (snakers4/silero-vad, version 5 and later). One session serves any number of detectors and
 * threads; its native memory is freed by {@link #close}, after the detectors are no longer used.
 */
public final class SileroModel implements AutoCloseable {
    static final int FRAME_SAMPLES = 512;
    static final int CONTEXT_SAMPLES = 64;
    static final int STATE_SIZE = 2 * 128;

    private static final Set<String> INPUTS = Set.of("input", "state", "sr");
    private static final String NO_MODEL = "The file %s is no Silero voice detection model of version 5 or later.";
    private static final long[] INPUT_SHAPE = {1, CONTEXT_SAMPLES + FRAME_SAMPLES};
    private static final long[] STATE_SHAPE = {2, 1, 128};

    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;

    /**
     * Loads the model.
     *
     * @param file {@code silero_vad.onnx}
     * @throws EnrichmentException {@code MODEL_MISSING}, or {@code CONFIG_INVALID} when it is no such model
     */
    public SileroModel(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_MISSING, "There is no voice detection model %s.".formatted(file));
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new EnrichmentException(ErrorCode.CONFIG_INVALID, NO_MODEL.formatted(file), e);
        }
        if (!session.getInputNames().equals(INPUTS)) {
            close();
            throw new EnrichmentException(ErrorCode.CONFIG_INVALID, NO_MODEL.formatted(file));
        }
    }

    /** A detector for one recording. */
    public VoiceActivityDetector detector() {
        return new SileroVoiceActivityDetector(this);
    }

    /**
     * One step.
     *
     * @param input context and frame, float32, [576]
     * @param state float32, [2, 1, 128]; replaced by the next state
     * @return the probability of speech, 0 to 1
     */
    float step(float[] input, float[] state) {
        try (OnnxTensor samples = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), INPUT_SHAPE);
                OnnxTensor before = OnnxTensor.createTensor(environment, FloatBuffer.wrap(state), STATE_SHAPE);
                OnnxTensor rate = OnnxTensor.createTensor(environment, (long) AudioStream.SAMPLE_RATE);
                OrtSession.Result result = session.run(Map.of("input", samples, "state", before, "sr", rate))) {
            ((OnnxTensor) result.get(1)).getFloatBuffer().get(state);
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get();
        } catch (OrtException e) {
            throw new EnrichmentException(ErrorCode.ASR_FAILED, "the voice detection model failed", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EnrichmentException(ErrorCode.ASR_FAILED, "the voice detection model could not be closed", e);
        }
    }
}
