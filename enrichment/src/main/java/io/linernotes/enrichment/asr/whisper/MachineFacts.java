package io.linernotes.enrichment.asr.whisper;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.base.Splitter;
import io.linernotes.enrichment.asr.whisper.graph.ProductGraph;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What figures of speed and memory depend on besides the model. On Linux; elsewhere what is unknown is empty or 0. */
final class MachineFacts {
    private static final int PRODUCT = 2048;
    private static final Set<String> TELLING =
            Set.of("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "amx_bf16", "asimddp", "i8mm");

    private MachineFacts() {}

    /** Instructions of the processor that matter here, sorted. */
    static List<String> cpuFlags() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String flags = lines.filter(line -> line.matches("(flags|Features)\\s*:.*"))
                    .findFirst()
                    .orElse("");
            return Splitter.on(' ')
                    .splitToStream(flags)
                    .filter(TELLING::contains)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Memory of this process that is really there, in bytes. */
    static long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The same without the Java heap. */
    static long residentOutsideOfHeap() {
        System.gc();
        return residentBytes() - Runtime.getRuntime().totalMemory();
    }

    /** Additions and multiplications, in thousand millions a second, of one thread in a product of 2048³ bytes. */
    static double gigaOperationsPerSecond() {
        OrtEnvironment environment = OnnxRuntime.environment();
        ByteBuffer x = ByteBuffer.allocateDirect(PRODUCT * PRODUCT);
        for (int i = 0; i < x.capacity(); i++) {
            x.put(i, (byte) (i % 255));
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(ProductGraph.of(PRODUCT), options);
                    OnnxTensor input = OnnxTensor.createTensor(
                            environment, x, new long[] {PRODUCT, PRODUCT}, OnnxJavaType.UINT8)) {
                double best = Stopwatch.fastestMs(5, () -> {
                    try {
                        session.run(Map.of("x", input)).close();
                    } catch (OrtException e) {
                        throw failed(e);
                    }
                });
                return 2.0 * PRODUCT * PRODUCT * PRODUCT / best / 1e6;
            }
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static EnrichmentException failed(OrtException e) {
        return new EnrichmentException(ErrorCode.ASR_FAILED, "ONNX Runtime failed to multiply.", e);
    }
}
