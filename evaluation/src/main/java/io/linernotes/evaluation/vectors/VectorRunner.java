package io.linernotes.evaluation.vectors;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs every vector file of a folder through our metrics, so that anybody can see that they compute what others mean by
 * their names.
 */
public final class VectorRunner {
    private static final Map<String, VectorSuite> SUITES = suites();

    private VectorRunner() {}

    /**
     * Runs the {@code *.json} files of a folder, in alphabetical order.
     *
     * @throws EnrichmentException {@code CONFIG_INVALID} when the folder holds none, {@code STORAGE_UNREADABLE} when it
     *     cannot be read
     */
    public static List<VectorResult> run(Path folder) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNREADABLE, "Cannot read the vector folder %s.".formatted(folder), e);
        }
        if (files.isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "The vector folder %s holds no *.json file.".formatted(folder));
        }
        return files.stream()
                .flatMap(file -> run(VectorFile.read(file)).stream())
                .toList();
    }

    /** What failed, one line each, and a last line with the totals: {@code 131 passed, 0 failed}. */
    public static String summary(List<VectorResult> results) {
        List<String> lines = new ArrayList<>();
        results.stream()
                .filter(result -> !result.passed())
                .forEach(result ->
                        lines.add("FAILED %s, %s: %s".formatted(result.file(), result.name(), result.problem())));
        long passed = results.stream().filter(VectorResult::passed).count();
        lines.add("%d passed, %d failed".formatted(passed, results.size() - passed));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<VectorResult> run(VectorFile file) {
        VectorSuite suite = SUITES.get(file.metric());
        if (suite == null) {
            String problem = "there is no metric named \"%s\"".formatted(file.metric());
            return List.of(new VectorResult(file.name(), "metric", problem));
        }
        VectorComparison comparison = new VectorComparison(file.tolerance());
        return suite.checks(file).stream()
                .map(check -> new VectorResult(file.name(), check.name(), problem(check, comparison)))
                .toList();
    }

    private static String problem(VectorSuite.Check check, VectorComparison comparison) {
        try {
            return comparison.difference(check.expected(), check.actual().compute());
        } catch (Exception e) {
            // Whatever goes wrong in one case, the others still run.
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static Map<String, VectorSuite> suites() {
        return Stream.of(
                        TextVectors.suites(),
                        ChapterVectors.suites(),
                        TranscriptVectors.suites(),
                        SummaryVectors.suites(),
                        AgreementVectors.suites(),
                        StatisticsVectors.suites())
                .flatMap(suites -> suites.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
