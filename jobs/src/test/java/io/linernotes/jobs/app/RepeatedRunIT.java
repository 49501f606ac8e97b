package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.table.RunTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the offline engine over the same inputs. */
class RepeatedRunIT {
    @TempDir
    private Path folder;

    private Path talks;

    @BeforeEach
    void writeTalks() throws IOException {
        talks = Files.createDirectories(folder.resolve("talks"));
        Talks.write(talks, 5);
        Files.writeString(talks.resolve("broken.vtt"), "no transcript, but named like one");
    }

    @Test
    void leaveTheSameFiles() throws IOException {
        Map<String, String> first = TableFiles.of(enriched("first", talks));

        assertThat(TableFiles.of(enriched("second", talks))).isEqualTo(first);
        assertThat(first.keySet())
                .map(path -> path.substring(0, path.indexOf('/')))
                .containsAll(
                        Arrays.stream(RunTable.values()).map(RunTable::folder).toList());
    }

    @Test
    void leaveOtherFilesWhereOneWordDiffers() throws IOException {
        Map<String, String> first = TableFiles.of(enriched("first", talks));
        Path changed = talks.resolve("talk-2.vtt");
        Files.writeString(changed, Files.readString(changed).replaceFirst("oven", "stove"));

        Map<String, String> second = TableFiles.of(enriched("second", talks));

        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(second)
                .doesNotContainEntry(
                        "segments/part-00000-c000.zstd.parquet", first.get("segments/part-00000-c000.zstd.parquet"));
    }

    private Path enriched(String run, Path input) {
        Path output = folder.resolve(run);
        Application.Ending ending = Application.execute(
                "enrich",
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--run",
                run,
                "--set",
                "spark.master=local[2]");
        assertThat(ending.err()).isEmpty();
        return output.resolve("run=" + run);
    }
}
