package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linernotes evaluate vectors}, from arguments to exit code. */
class VectorsTest {
    @TempDir
    Path folder;

    @Test
    void endsWithTheCountsAndZeroWhenAllPass() throws IOException {
        write("mcnemar", "0.21875");

        Application.Ending ending = Application.execute("evaluate", "vectors", folder.toString());

        assertThat(ending.out().lines()).containsExactly("1 passed, 0 failed");
        assertThat(ending.exitCode()).isZero();
    }

    @Test
    void endsWithTwentyWhenOneFailsAndNamesIt() throws IOException {
        write("mcnemar", "0.5");

        Application.Ending ending = Application.execute("evaluate", "vectors", folder.toString());

        assertThat(ending.out().lines())
                .containsExactly(
                        "FAILED v.json, case 1: exact_p_two_sided: expected 0.5, actual 0.21875", "0 passed, 1 failed");
        assertThat(ending.exitCode()).isEqualTo(20);
    }

    @Test
    void aMetricThatNobodyKnowsFails() throws IOException {
        write("sparkle", "0.5");

        Application.Ending ending = Application.execute("evaluate", "vectors", folder.toString());

        assertThat(ending.out())
                .contains("there is no metric named \"sparkle\"")
                .contains("0 passed, 1 failed");
        assertThat(ending.exitCode()).isEqualTo(20);
    }

    private void write(String metric, String expected) throws IOException {
        Files.writeString(folder.resolve("v.json"), """
                {"metric": "%s", "tolerance": 1e-9, "cases": [
                  {"only_a_correct": 5, "only_b_correct": 1, "expected": {"exact_p_two_sided": %s}}]}""".formatted(metric, expected));
    }
}
