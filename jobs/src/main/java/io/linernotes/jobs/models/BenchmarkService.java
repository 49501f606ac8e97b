package io.linernotes.jobs.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.model.ModelStore;
import io.linernotes.enrichment.asr.whisper.AsrBenchmark;
import io.linernotes.enrichment.asr.whisper.BenchmarkFigures;
import io.linernotes.enrichment.embedding.EmbeddingBenchmark;
import io.linernotes.jobs.service.BenchmarkRequest;
import io.linernotes.jobs.service.EmbeddingBenchmarkRequest;
import io.linernotes.jobs.service.ExitCode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Measures parts of Linernotes and prints what they cost. */
public final class BenchmarkService {
    private final PrintStream out;

    public BenchmarkService(PrintStream out) {
        this.out = out;
    }

    /** Measures and prints. */
    public ExitCode measure(BenchmarkRequest request) {
        AsrConfig asr = request.config().asr();
        ModelStore store = new ModelStore(request.config().models().folderPath());
        BenchmarkFigures figures = request.size() != null
                ? AsrBenchmark.measure(request.size(), asr.precision(), request.effort())
                : AsrBenchmark.measure(store.open(asr.model()), asr.precision(), request.effort());
        String what = request.size() != null
                ? request.size().name().toLowerCase(Locale.ROOT).replace('_', '.')
                : asr.model();
        print(values(what, figures), request.json());
        return ExitCode.OK;
    }

    /** Measures the embedder and prints. */
    public ExitCode measure(EmbeddingBenchmarkRequest request) {
        EmbeddingBenchmark.Figures figures = EmbeddingBenchmark.measure(request.sentences());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sentences", figures.sentences());
        values.put("one_by_one_ms", rounded(figures.oneByOneMs(), 3));
        values.put("batch_ms", rounded(figures.batchMs(), 3));
        values.put("speedup", rounded(figures.oneByOneMs() / figures.batchMs(), 2));
        values.put("same_vectors", figures.sameVectors());
        print(values, request.json());
        return ExitCode.OK;
    }

    private void print(Map<String, Object> values, boolean asJson) {
        if (asJson) {
            out.println(json(values));
        } else {
            values.forEach((name, value) -> out.printf("%-24s %s%n", name, value));
        }
    }

    /** In the order in which people read them; the names are those of the JSON object. */
    static Map<String, Object> values(String what, BenchmarkFigures figures) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", what);
        values.put("dims", figures.dims());
        values.put("precision", figures.precision().name().toLowerCase(Locale.ROOT));
        if (figures.precision() == Precision.INT8) {
            values.put("attention", figures.kernels().attention().name().toLowerCase(Locale.ROOT));
            values.put("key_columns", figures.kernels().keyColumns());
        }
        values.put("batch", figures.batch());
        values.put("windows", figures.windows());
        values.put("mel_ms", rounded(figures.melMs(), 2));
        values.put("encode_ms", rounded(figures.encodeMs(), 1));
        values.put("prompt_ms", rounded(figures.promptMs(), 2));
        values.put("decode_ms_per_token", rounded(figures.decodeMsPerToken(), 3));
        values.put("rules_ms_per_token", rounded(figures.rulesMsPerToken(), 3));
        values.put("total_ms_per_window", rounded(figures.totalMsPerWindow(), 1));
        values.put("rtf_per_core", rounded(figures.realTimeFactor(), 1));
        values.put("wall_ms_per_window", rounded(figures.wallMsPerWindow(), 1));
        if (figures.taskSpeedup() != null) {
            values.put("two_tasks_speedup", rounded(Objects.requireNonNull(figures.taskSpeedup()), 2));
        }
        values.put("rss_mib", mebibytes(figures.residentBytes()));
        values.put("native_mib", mebibytes(figures.nativeBytes()));
        values.put("estimated_mib", mebibytes(figures.estimatedBytes()));
        values.put("gop_s", rounded(figures.gigaOperations(), 0));
        values.put("cpu_flags", String.join(" ", figures.cpuFlags()));
        return values;
    }

    private static BigDecimal rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }

    private static long mebibytes(long bytes) {
        return Math.round(bytes / 1048576.0);
    }

    private static String json(Map<String, Object> values) {
        try {
            return new JsonMapper().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write figures as JSON", e);
        }
    }
}
