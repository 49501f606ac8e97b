package io.linernotes.jobs.run;

import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.RunTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The tables of a run, as they lie in its folder. */
final class RunTables {
    private final TableFolder tables;
    private final List<EpisodeRow> episodes;
    private final List<FailureRow> failures;
    private final Map<String, Long> counts = new TreeMap<>();

    /**
     * Looks at what was written.
     *
     * @throws IllegalStateException when two rows of a table have the same key
     */
    RunTables(TableFolder tables, List<EpisodeRow> episodes, List<FailureRow> failures) {
        this.tables = tables;
        this.episodes = List.copyOf(episodes);
        this.failures = List.copyOf(failures);
        for (RunTable table : RunTable.values()) {
            counts.put(table.folder(), 0L);
        }
        counts.putAll(counted(tables));
    }

    List<EpisodeRow> episodes() {
        return episodes;
    }

    List<FailureRow> failures() {
        return failures;
    }

    /** Recordings that wait for another run. */
    Set<String> deferred() {
        return episodes.stream()
                .filter(episode -> episode.state() == EpisodeState.DEFERRED)
                .map(EpisodeRow::recordingId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Rows of every table, by the table's folder. */
    Map<String, Long> counts() {
        return counts;
    }

    /** All rows of a table. */
    <T extends Record> List<T> rows(RunTable table, Class<T> type) {
        RecordMapper<T> mapper = RecordMapper.of(type);
        return tables.read(table).coalesce(1).sortWithinPartitions(key(table)).collectAsList().stream()
                .map(mapper::fromRow)
                .toList();
    }

    /**
     * Checks what readers rely on: every input has exactly one row, and keys are unique.
     *
     * @throws IllegalStateException when that does not hold; the run must not be published
     */
    void verify(Inventory inventory) {
        if (episodes.size() != inventory.items().size()) {
            throw new IllegalStateException("Missing episodes: inputs = %s, rows = %s"
                    .formatted(inventory.items().size(), episodes.size()));
        }
    }

    /** Rows of every table that has some, and whether their keys differ, in one pass over all of them. */
    private static Map<String, Long> counted(TableFolder tables) {
        Dataset<Row> keys = Arrays.stream(RunTable.values())
                .map(table -> tables.read(table)
                        .select(
                                functions.lit(table.folder()).as("table"),
                                functions.to_json(functions.struct(key(table))).as("key")))
                .reduce(Dataset::union)
                .orElseThrow();
        Map<String, Long> counted = new HashMap<>();
        for (Row row : keys.groupBy("table")
                .agg(functions.count(functions.lit(1)), functions.countDistinct("key"))
                .collectAsList()) {
            if (row.getLong(1) != row.getLong(2)) {
                throw new IllegalStateException("Repeated key in table " + row.getString(0));
            }
            counted.put(row.getString(0), row.getLong(1));
        }
        return counted;
    }

    private static Column[] key(RunTable table) {
        return table.key().stream().map(functions::col).toArray(Column[]::new);
    }
}
