package io.linernotes.jobs.app;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a run's tables. */
public final class TableFiles {
    private TableFiles() {}

    /** SHA-256 of each, by its path in the run. */
    public static Map<String, String> of(Path run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(run)) {
            for (Path path :
                    paths.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                files.put(
                        run.relativize(path).toString(),
                        Hashing.sha256().hashBytes(Files.readAllBytes(path)).toString());
            }
        }
        return files;
    }
}
