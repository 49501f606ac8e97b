package io.linernotes.evaluation.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.evaluation.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorRunnerTest {
    @TempDir
    Path folder;

    @Test
    void everySharedVectorIsWithinItsTolerance() {
        List<VectorResult> results = VectorRunner.run(SharedData.path("data/metric-vectors"));

        assertThat(results).hasSizeGreaterThan(150);
        assertThat(VectorRunner.summary(results)).isEqualTo("%d passed, 0 failed", results.size());
    }

    @Test
    void aRightAndAWrongValueAreToldApart() throws IOException {
        write("mcnemar", """
                [{"only_a_correct": 5, "only_b_correct": 1, "expected": {"exact_p_two_sided": 0.21875}},
                 {"only_a_correct": 5, "only_b_correct": 1, "expected": {"exact_p_two_sided": 0.21876}}]""");

        assertThat(VectorRunner.summary(VectorRunner.run(folder)).lines())
                .containsExactly(
                        "FAILED v.json, case 2: exact_p_two_sided: expected 0.21876, actual 0.21875",
                        "1 passed, 1 failed");
    }

    @Test
    void aMetricThatWeDoNotHaveFails() throws IOException {
        write("sparkle", "[]");

        assertThat(VectorRunner.summary(VectorRunner.run(folder)).lines())
                .containsExactly("FAILED v.json, metric: there is no metric named \"sparkle\"", "0 passed, 1 failed");
    }

    @Test
    void aValueThatWeDoNotComputeFails() throws IOException {
        write("mcnemar", "[{\"only_a_correct\": 0, \"only_b_correct\": 0, \"expected\": {\"chi_squared\": 0}}]");

        assertThat(VectorRunner.summary(VectorRunner.run(folder))).contains("chi_squared is not computed");
    }

    @Test
    void aFolderWithoutVectorsIsAnError() {
        assertThatThrownBy(() -> VectorRunner.run(folder))
                .hasMessage("The vector folder %s holds no *.json file.", folder);
    }

    private void write(String metric, String cases) throws IOException {
        Files.writeString(
                folder.resolve("v.json"),
                "{\"metric\": \"%s\", \"tolerance\": 1e-9, \"cases\": %s}".formatted(metric, cases));
    }
}
