package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linernotes evaluate annotate}: people judge a run, and what they say becomes gold. */
class AnnotateIT {
    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void makeARun() throws IOException {
        Path talks = Files.createDirectories(folder.resolve("talks"));
        Talks.write(talks, 3);
        Ending enriched = Application.execute(
                "enrich",
                "--input",
                talks.toString(),
                "--output",
                folder.resolve("notes").toString(),
                "--run",
                "first",
                "--set",
                "spark.master=local[2]");
        assertThat(enriched.err()).isEmpty();
        run = folder.resolve("notes/run=first");
    }

    @Test
    void writesASheetOfASample() throws IOException {
        Path sheet = folder.resolve("sample.csv");

        Ending ending = annotate("--sheet", sheet.toString(), "--episodes", "2");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.exitCode()).isZero();
        List<String> rows = Files.readAllLines(sheet);
        assertThat(ending.out()).startsWith("%s asks about 2 episodes in %d rows.".formatted(sheet, rows.size() - 1));
        assertThat(rows.stream().skip(1).map(row -> row.split("\",\"", -1)[2]).distinct())
                .hasSize(2);
        assertThat(annotate("--sheet", sheet.toString()).exitCode()).isEqualTo(25);
        assertThat(Files.readAllLines(sheet)).isEqualTo(rows);
    }

    private static Ending annotate(String... more) {
        return Application.execute(Stream.concat(Stream.of("evaluate", "annotate", run.toString()), Stream.of(more))
                .toArray(String[]::new));
    }
}
