package io.linernotes.enrichment.asr.whisper;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hashing;
import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.model.GraphCache;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.Kernels;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The arithmetic that serves this machine. */
final class MachineArithmetic {
    private static final String TRIAL = "kernels.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private MachineArithmetic() {}

    /** The numbers that serve a precision on this processor, with the usual kernels. */
    static Arithmetic of(Precision precision) {
        if (precision == Precision.FP32) {
            return Arithmetic.FLOATS;
        }
        OrtEnvironment environment = OnnxRuntime.environment();
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, (byte) 255);
        ByteBuffer content = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession probe = environment.createSession(Arithmetic.probe(), options);
                OnnxTensor x = OnnxTensor.createTensor(environment, content, new long[] {1, 64}, OnnxJavaType.UINT8);
                OrtSession.Result result = probe.run(Map.of("x", x))) {
            boolean exact = ((OnnxTensor) result.get(0)).getFloatBuffer().get(0) == Arithmetic.EXACT;
            return exact ? Arithmetic.INTEGERS : Arithmetic.NARROW_INTEGERS;
        } catch (OrtException e) {
            throw new EnrichmentException(ErrorCode.ASR_FAILED, "ONNX Runtime failed to multiply.", e);
        }
    }

    /** The same with the kernels that are the fastest now, whatever was recorded: for a benchmark, which leaves nothing behind. */
    static Arithmetic measured(Precision precision) {
        Arithmetic usual = of(precision);
        return precision == Precision.FP32
                ? usual
                : usual.with(KernelTrial.run(usual).kernels());
    }

    /**
     * The same with the kernels that were the fastest when they were first measured on this machine: later runs write the
     * same text.
     *
     * @param cache keeps what was measured
     * @throws IOException when the cache cannot be used
     */
    static Arithmetic recorded(Precision precision, GraphCache cache) throws IOException {
        Arithmetic usual = of(precision);
        if (precision == Precision.FP32) {
            return usual;
        }
        Path folder = cache.folder(key(usual), "", "kernels", target -> {
            Files.write(target.resolve(TRIAL), JSON.writeValueAsBytes(KernelTrial.run(usual)));
        });
        return usual.with(JSON.readValue(Files.readAllBytes(folder.resolve(TRIAL)), KernelTrial.class)
                .kernels());
    }

    /** Hash of all that the measurement depends on: the machine, the library, and the graphs that take part. */
    private static String key(Arithmetic usual) {
        StringBuilder all = new StringBuilder()
                .append(MachineFacts.processor())
                .append(MachineFacts.cpuFlags())
                .append(OnnxRuntime.environment().getVersion());
        for (Kernels kernels : KernelTrial.candidates()) {
            GraphPlan plan = KernelTrial.plan(usual.with(kernels));
            all.append(plan).append(plan.key(""));
        }
        return Hashing.sha256().hashString(all, StandardCharsets.UTF_8).toString();
    }
}
