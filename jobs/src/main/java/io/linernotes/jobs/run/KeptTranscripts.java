package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.output.StorageFailures;
import io.linernotes.jobs.table.RecordMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Transcripts of recordings for which an earlier run could not write notes, since money or the service ran out; only what is
 * not among them is made. They lie beside the runs, and not in one: a recording is published once, when it is finished.
 */
final class KeptTranscripts implements TranscriptSource {
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED = RecordMapper.of(TranscribedRecording.class);

    private final SparkSession spark;
    private final TranscriptSource source;
    private final Path folder;
    private final PrintStream out;

    /**
     * Looks for transcripts before it asks another source.
     *
     * @param folder of transcripts that the source would make in the same way; need not exist
     * @param out where people read how many were found
     */
    KeptTranscripts(SparkSession spark, TranscriptSource source, Path folder, PrintStream out) {
        this.spark = spark;
        this.source = source;
        this.folder = folder;
        this.out = out;
    }

    @Override
    public @Nullable ModelIdentity speechModel() {
        return source.speechModel();
    }

    @Override
    public Inventory inventory(Collection<Path> publishedRuns) {
        return source.inventory(publishedRuns);
    }

    @Override
    public Dataset<Row> transcripts(Inventory inventory, Broadcast<LinernotesConfig> config, StepStore store) {
        Set<String> wanted = ids(inventory);
        Set<String> known = new HashSet<>(kept());
        known.retainAll(wanted);
        if (known.isEmpty()) {
            return source.transcripts(inventory, config, store);
        }
        out.printf("%s transcripts of an earlier run are used again.%n", known.size());
        Dataset<Row> kept = read().filter(functions.col("recording_id").isInCollection(known))
                .dropDuplicates("recording_id")
                .repartition(known.size(), functions.col("recording_id"));
        Inventory rest = inventory.without(known);
        return rest.recordings().isEmpty()
                ? kept
                : kept.unionByName(source.transcripts(rest, config, store)
                        // A step that was stored before may hold more.
                        .filter(functions.col("recording_id").isInCollection(ids(rest))));
    }

    /** Once nothing waits any more, nothing is kept. */
    @Override
    public void keep(
            RunId run, Set<String> deferred, Inventory inventory, Broadcast<LinernotesConfig> config, StepStore store) {
        if (!deferred.isEmpty()) {
            source.transcripts(inventory.only(deferred), config, store)
                    .filter(functions
                            .col("recording_id")
                            .isInCollection(deferred)
                            .and(functions.col("transcript").isNotNull()))
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(new Path(folder, run.value()).toString());
        } else if (ids(inventory).containsAll(kept())) {
            try {
                files().delete(folder, true);
            } catch (IOException e) {
                throw StorageFailures.map("delete kept transcripts", e);
            }
        }
    }

    private Set<String> kept() {
        try {
            return files().exists(folder)
                    ? new HashSet<>(
                            read().select("recording_id").as(Encoders.STRING()).collectAsList())
                    : Set.of();
        } catch (IOException e) {
            throw StorageFailures.map("look for kept transcripts", e);
        }
    }

    private Dataset<Row> read() {
        return spark.read().schema(TRANSCRIBED.schema()).parquet(new Path(folder, "*").toString());
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }

    private static Set<String> ids(Inventory inventory) {
        return inventory.recordings().stream().map(RecordingTask::recordingId).collect(Collectors.toSet());
    }
}
