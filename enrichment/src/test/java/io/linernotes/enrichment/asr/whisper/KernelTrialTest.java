package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.model.GraphCache;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.Kernels;
import io.linernotes.enrichment.asr.whisper.graph.Kernels.Attention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTrialTest {
    @TempDir
    private Path folder;

    @Test
    void staysWithTheUsualOneUnlessAnotherIsClearlyFaster() {
        assertThat(KernelTrial.fastest(Map.of(60, 10.0, 300, 8.1, 1500, 30.0), 60))
                .isEqualTo(60);
        assertThat(KernelTrial.fastest(Map.of(60, 10.0, 300, 7.9, 1500, 30.0), 60))
                .isEqualTo(300);
        assertThat(KernelTrial.fastest(Map.of(60, 10.0, 300, 7.9, 1500, 5.0), 60))
                .isEqualTo(1500);
    }

    @Test
    void measuresEveryKernel() {
        KernelTrial trial = KernelTrial.run(MachineArithmetic.of(Precision.INT8));

        assertThat(trial.encodeMs()).containsOnlyKeys(Attention.values());
        assertThat(trial.stepMs()).containsOnlyKeys(60, 300, 1500);
        assertThat(trial.encodeMs().values()).allMatch(ms -> ms > 1);
        assertThat(trial.stepMs().values()).allMatch(ms -> ms > 0.1);
        assertThat(trial.kernels().attention())
                .isEqualTo(KernelTrial.fastest(trial.encodeMs(), Kernels.USUAL.attention()));
        assertThat(trial.kernels().keyColumns())
                .isEqualTo(KernelTrial.fastest(trial.stepMs(), Kernels.USUAL.keyColumns()));
    }

    @Test
    void isRecordedOnceForAllModelsOfAMachine() throws IOException {
        GraphCache cache = new GraphCache(folder.resolve("cache"));
        Arithmetic first = MachineArithmetic.recorded(Precision.INT8, cache);
        byte[] record = Files.readAllBytes(record());

        assertThat(MachineArithmetic.recorded(Precision.INT8, cache)).isEqualTo(first);
        assertThat(MachineArithmetic.recorded(Precision.FP32, cache)).isEqualTo(Arithmetic.FLOATS);
        assertThat(record()).hasBinaryContent(record);
        assertThat(new String(record, StandardCharsets.UTF_8)).contains("\"stepMs\"", "\"BYTES\"");
    }

    /** Of the only set in the cache. */
    private Path record() throws IOException {
        try (Stream<Path> sets = Files.list(folder.resolve("cache"))) {
            List<Path> all = sets.toList();
            assertThat(all).hasSize(1);
            return all.get(0).resolve("kernels.json");
        }
    }
}
