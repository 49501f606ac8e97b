package io.linernotes.jobs.run;

import io.linernotes.enrichment.recording.RecordingId;
import io.linernotes.jobs.inventory.InputLister;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.inventory.RecordingHasher;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.RunTable;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a run has to do: its inputs, hashed, without the recordings that an earlier run of the same output finished.
 *
 * @param items inputs that are left, in the order of the inputs
 * @param finishedEarlier inputs that were left out
 * @param goldFolders folders that hold gold beside recordings
 */
record Inventory(List<InventoryItem> items, int finishedEarlier, List<Path> goldFolders) {
    Inventory {
        items = List.copyOf(items);
        goldFolders = List.copyOf(goldFolders);
    }

    /**
     * Lists and hashes the inputs.
     *
     * @param publishedRuns folders of the runs in the same output
     */
    static Inventory take(SparkSession spark, Collection<String> inputs, Collection<Path> publishedRuns) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        InputLister.Listing listing = InputLister.list(inputs, context.hadoopConfiguration());
        return withoutFinished(spark, hash(context, listing.items()), listing.goldFolders(), publishedRuns);
    }

    /** Leaves out what the published runs finished. */
    static Inventory withoutFinished(
            SparkSession spark, List<InventoryItem> items, List<Path> goldFolders, Collection<Path> publishedRuns) {
        Set<String> finished = finished(spark, publishedRuns);
        List<InventoryItem> left = items.stream()
                .filter(item -> item.recording() == null
                        || !finished.contains(item.recording().sha256()))
                .toList();
        return new Inventory(left, items.size() - left.size(), goldFolders);
    }

    /** The distinct recordings; where episodes share one, the first episode speaks for it. */
    List<RecordingTask> recordings() {
        Map<RecordingId, RecordingTask> tasks = new LinkedHashMap<>();
        for (InventoryItem item : items) {
            RecordingId recording = item.recording();
            if (recording != null) {
                tasks.putIfAbsent(recording, RecordingTask.of(item));
            }
        }
        return List.copyOf(tasks.values());
    }

    /** The inputs with other recordings than these. */
    Inventory without(Set<String> recordings) {
        return filtered(item -> item.recording() == null
                || !recordings.contains(item.recording().sha256()));
    }

    /** The inputs with these recordings. */
    Inventory only(Set<String> recordings) {
        return filtered(item ->
                item.recording() != null && recordings.contains(item.recording().sha256()));
    }

    private Inventory filtered(Predicate<InventoryItem> which) {
        return new Inventory(items.stream().filter(which).toList(), finishedEarlier, goldFolders);
    }

    private static List<InventoryItem> hash(JavaSparkContext context, List<InventoryItem> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        int slices = Math.min(items.size(), 4 * context.defaultParallelism());
        return context.parallelize(items, slices)
                .map(item -> RecordingHasher.hash(item, hadoop.value().value()))
                .collect();
    }

    private static Set<String> finished(SparkSession spark, Collection<Path> runs) {
        Set<String> finished = new HashSet<>();
        for (Path run : runs) {
            String episodes = new Path(run, RunTable.EPISODES.folder()).toString();
            for (Row row : spark.read()
                    .parquet(episodes)
                    .select("recording_id", "state")
                    .collectAsList()) {
                if (!row.isNullAt(0) && EpisodeState.valueOf(row.getString(1)).isFinal()) {
                    finished.add(row.getString(0));
                }
            }
        }
        return finished;
    }
}
