package io.linernotes.jobs.run;

import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.RunTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The tables of a run, as they lie in its folder. */
final class RunTables {
    private final TableWriter tables;
    private final List<EpisodeRow> episodes;
    private final List<FailureRow> failures;

    RunTables(TableWriter tables, List<EpisodeRow> episodes, List<FailureRow> failures) {
        this.tables = tables;
        this.episodes = List.copyOf(episodes);
        this.failures = List.copyOf(failures);
    }

    List<EpisodeRow> episodes() {
        return episodes;
    }

    List<FailureRow> failures() {
        return failures;
    }

    /** Rows of every table, by the table's folder. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (RunTable table : RunTable.values()) {
            counts.put(table.folder(), tables.read(table).count());
        }
        return counts;
    }

    /** All rows of a table. */
    <T extends Record> List<T> rows(RunTable table, Class<T> type) {
        RecordMapper<T> mapper = RecordMapper.of(type);
        Dataset<Row> rows = tables.read(table);
        return rows
                .orderBy(table.key().stream().map(functions::col).toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList()
                .stream()
                .map(mapper::fromRow)
                .toList();
    }

    /** Checks that no two rows of a table have the same key. */
    boolean hasUniqueKeys(RunTable table) {
        Dataset<Row> rows = tables.read(table);
        return rows.select(table.key().stream().map(functions::col).toArray(org.apache.spark.sql.Column[]::new))
                        .distinct()
                        .count()
                == rows.count();
    }
}
