package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.output.RunId;
import java.util.Collection;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Where transcripts come from: recognition, published files, or an earlier run. */
interface TranscriptSource {
    /** The model that recognised them; null when no model is known. */
    @Nullable
    ModelIdentity speechModel();

    /**
     * Lists what there is to do.
     *
     * @param publishedRuns runs of the same output, whose recordings are left out
     */
    Inventory inventory(Collection<Path> publishedRuns);

    /** Whether a file's own name says that it only lies beside what is read here: if it is of no use, that is no failure. */
    default boolean isCompanion(InventoryItem item) {
        return item.isCompanion();
    }

    /**
     * Into how many tasks to divide recordings whose transcripts are there. A task costs a tenth of a second by itself, as
     * long as the notes of a short episode take; and no recording should wait long for others that share its task.
     */
    static int tasks(JavaSparkContext context, int recordings) {
        return Math.max(1, Math.min(recordings, Math.max(16 * context.defaultParallelism(), recordings / 8)));
    }

    /** One {@link TranscribedRecording} row per recording of the inventory. */
    Dataset<Row> transcripts(Inventory inventory, Broadcast<LinernotesConfig> config, StepStore store);

    /**
     * Keeps, for a later run, the transcripts that were dear to make and that this run does not publish.
     *
     * @param deferred recordings that wait for another run
     */
    default void keep(
            RunId run,
            Set<String> deferred,
            Inventory inventory,
            Broadcast<LinernotesConfig> config,
            StepStore store) {}
}
