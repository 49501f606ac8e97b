package io.linernotes.enrichment.asr.whisper;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.Range;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.linernotes.enrichment.asr.whisper.graph.ProductGraph;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What figures of speed and memory depend on besides the model. On Linux; elsewhere what is unknown is empty or 0. */
final class MachineFacts {
    private static final int PRODUCT = 2048;
    private static final Set<String> TELLING =
            Set.of("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "amx_bf16", "asimddp", "i8mm");

    /** Where the heap or a part of it lies, as the JVM describes it: {@code [0x0700000000, 0x0800000000)}. */
    private static final Pattern HEAP_RANGE = Pattern.compile("\\[0x([0-9a-f]+), (?:0x[0-9a-f]+, )?0x([0-9a-f]+)\\)");

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");

    private MachineFacts() {}

    /** Instructions of the processor that matter here, sorted. */
    static List<String> cpuFlags() {
        return Splitter.on(' ')
                .splitToStream(cpuInfo("flags|Features"))
                .filter(TELLING::contains)
                .sorted()
                .toList();
    }

    /** What the processor is called. */
    static String processor() {
        return cpuInfo("model name|Model");
    }

    /** What the machine says of its first core. */
    private static String cpuInfo(String names) {
        Pattern field = Pattern.compile("(" + names + ")\\s*:\\s*(.*)");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.map(field::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(2))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Memory of this process that is really there, in bytes. */
    static long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(MachineFacts::kibibytes)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The same without the Java heap, in bytes; 0 where it is unknown. */
    static long residentOutsideOfHeap() {
        List<Range<Long>> heap = HEAP_RANGE
                .matcher(diagnosis("gcHeapInfo"))
                .results()
                .map(range -> Range.closedOpen(address(range.group(1)), address(range.group(2))))
                .toList();
        long inside = 0;
        boolean counted = false;
        try (BufferedReader lines = Files.newBufferedReader(Path.of("/proc/self/smaps"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher mapping = MAPPING.matcher(line);
                if (mapping.lookingAt()) {
                    long start = address(mapping.group(1));
                    counted = heap.stream().anyMatch(range -> range.contains(start));
                } else if (counted && line.startsWith("Rss:")) {
                    inside += kibibytes(line);
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return heap.isEmpty() ? 0 : residentBytes() - inside;
    }

    /** Hands memory that the C library keeps for later back to the system, so that its next use can be seen. */
    static void giveBackFreeMemory() {
        try {
            NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                    .getFunction("malloc_trim")
                    .invokeInt(new Object[] {0});
        } catch (UnsatisfiedLinkError e) {
            // Only the GNU library keeps so much that it has a function for this.
        }
    }

    private static String diagnosis(String operation) {
        try {
            ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
            Object[] none = {new String[0]};
            String[] signature = {String[].class.getName()};
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(name, operation, none, signature);
        } catch (JMException e) {
            return "";
        }
    }

    private static long address(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }

    private static long kibibytes(String line) {
        return Long.parseLong(CharMatcher.inRange('0', '9').retainFrom(line)) << 10;
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
