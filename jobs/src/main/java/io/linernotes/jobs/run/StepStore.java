package io.linernotes.jobs.run;

import io.linernotes.jobs.table.RecordMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of steps, stored before anything else runs on them. A Spark plan that is read twice is computed twice; a stored
 * step is not, and an unfinished run picks it up again.
 */
final class StepStore {
    private static final Logger LOG = LoggerFactory.getLogger(StepStore.class);

    private final SparkSession spark;
    private final Path folder;
    private final Path decodingMarks;

    /**
     * A store in a folder that belongs to one run alone.
     *
     * @param folder need not exist
     * @param decodingMarks where steps mark what they decode, see {@link DecodingMark}
     */
    StepStore(SparkSession spark, Path folder, Path decodingMarks) {
        this.spark = spark;
        this.folder = folder;
        this.decodingMarks = decodingMarks;
    }

    Path decodingMarks() {
        return decodingMarks;
    }

    /** The rows of a step: stored ones where the step was finished, else those of the plan, once they are stored. */
    <T extends Record> Dataset<Row> stored(String step, RecordMapper<T> mapper, Supplier<Dataset<Row>> plan) {
        Path path = new Path(folder, step);
        if (isFinished(path)) {
            LOG.info("Step {} was finished before: its result is used again.", step);
        } else {
            plan.get().write().mode(SaveMode.Overwrite).parquet(path.toString());
        }
        return spark.read().schema(mapper.schema()).parquet(path.toString());
    }

    private boolean isFinished(Path path) {
        try {
            FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
            return files.exists(new Path(path, "_SUCCESS"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at step: " + path, e);
        }
    }
}
