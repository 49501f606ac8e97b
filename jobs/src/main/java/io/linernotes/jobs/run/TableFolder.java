package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.RunTable;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The tables that lie in one folder: of a run that is being made, of a published one, or of an evaluation. */
final class TableFolder {
    private final SparkSession spark;
    private final Path folder;

    TableFolder(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /** Gives the rows that a recording adds to a table; a Spark closure. */
    interface RowsOf<T extends Record> extends Function<EnrichedRecording, List<T>>, Serializable {}

    /** Writes a table whose rows come from recordings. */
    <T extends Record> void write(
            RunTable table, Class<T> type, JavaRDD<EnrichedRecording> recordings, RowsOf<T> rowsOf) {
        RecordMapper<T> mapper = RecordMapper.of(type);
        JavaRDD<Row> rows = recordings.flatMap(
                recording -> Iterators.transform(rowsOf.apply(recording).iterator(), mapper::toRow));
        write(table, spark.createDataset(rows.rdd(), mapper.encoder()));
    }

    /** Writes a table whose rows are at hand. */
    <T extends Record> void write(RunTable table, Class<T> type, List<T> values) {
        RecordMapper<T> mapper = RecordMapper.of(type);
        Encoder<Row> encoder = mapper.encoder();
        write(
                table,
                spark.createDataset(values.stream().map(mapper::toRow).toList(), encoder)
                        .coalesce(1));
    }

    private void write(RunTable table, Dataset<Row> rows) {
        rows.write().mode(SaveMode.Overwrite).parquet(path(table).toString());
    }

    /** Reads a table back. */
    Dataset<Row> read(RunTable table) {
        return spark.read().parquet(path(table).toString());
    }

    /** All rows of a table, in no order. */
    <T extends Record> List<T> rows(RunTable table, Class<T> type) {
        RecordMapper<T> mapper = RecordMapper.of(type);
        return read(table).collectAsList().stream().map(mapper::fromRow).toList();
    }

    private Path path(RunTable table) {
        return new Path(folder, table.folder());
    }
}
