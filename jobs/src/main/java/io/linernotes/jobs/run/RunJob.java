package io.linernotes.jobs.run;

import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.output.Staging;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.EntityRow;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.QuoteRow;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import io.linernotes.jobs.table.SegmentRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Works through an inventory and leaves the tables of a run in its staging folder. */
final class RunJob {
    private static final RecordMapper<EnrichedRecording> ENRICHED = RecordMapper.of(EnrichedRecording.class);
    private static final int RECORDINGS_PER_FILE = 64;

    private final SparkSession spark;
    private final LinernotesConfig config;
    private final RunIdentity identity;
    private final PriceList prices;
    private final @Nullable BatchWaves waves;

    /** @param waves null to ask every question alone */
    RunJob(
            SparkSession spark,
            LinernotesConfig config,
            RunIdentity identity,
            PriceList prices,
            @Nullable BatchWaves waves) {
        this.spark = spark;
        this.config = config;
        this.identity = identity;
        this.prices = prices;
        this.waves = waves;
    }

    /**
     * Runs all steps and writes all tables.
     *
     * @param gold references by recording
     * @return the tables' rows by table, as written
     */
    RunTables run(
            Inventory inventory,
            TranscriptSource source,
            Map<String, GoldItem> gold,
            StepStore store,
            Staging staging) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<LinernotesConfig> shared = context.broadcast(config);
        context.setJobDescription("Transcribe and enrich");
        Dataset<Row> enriched = store.stored("enriched", ENRICHED, () -> {
            Dataset<Row> transcripts = source.transcripts(inventory, shared, store);
            Broadcast<Map<String, EpisodeMetadata>> metadata = context.broadcast(metadata(inventory));
            if (waves != null) {
                AwaitedFunction awaited = new AwaitedFunction(shared, metadata);
                waves.answer(() -> transcripts.javaRDD().mapPartitions(awaited).collect());
            }
            return transcripts.mapPartitions(
                    new EnrichFunction(shared, metadata, identity.engine() != null), ENRICHED.encoder());
        });
        context.setJobDescription("Write tables");
        TableFolder tables = new TableFolder(spark, staging.folder());
        JavaRDD<EnrichedRecording> recordings =
                readOnce(enriched, inventory.recordings().size());
        writeNotes(tables, recordings);
        writeCalls(tables, recordings);
        ScoreStep scores = new ScoreStep(shared, context.broadcast(new HashMap<>(gold)), identity);
        tables.write(RunTable.SCORES, ScoreRow.class, recordings, scores);
        EpisodeRows episodes = new EpisodeRows(identity, source::isCompanion, outcomes(recordings), inventory.items());
        recordings.unpersist();
        tables.write(RunTable.EPISODES, EpisodeRow.class, episodes.episodes());
        tables.write(RunTable.FAILURES, FailureRow.class, episodes.failures());
        context.setJobDescription(null);
        return new RunTables(tables, episodes.episodes(), episodes.failures());
    }

    /** Read back for all tables together; in an order, and in parts, that do not depend on who wrote them and when. */
    private static JavaRDD<EnrichedRecording> readOnce(Dataset<Row> enriched, int recordings) {
        RecordMapper<EnrichedRecording> mapper = ENRICHED;
        return enriched.repartition(1 + recordings / RECORDINGS_PER_FILE, functions.col("recording_id"))
                .sortWithinPartitions("recording_id")
                .toJavaRDD()
                .map(mapper::fromRow)
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private void writeNotes(TableFolder tables, JavaRDD<EnrichedRecording> recordings) {
        RunIdentity made = identity;
        writeFinal(tables, RunTable.SEGMENTS, SegmentRow.class, recordings, r -> new TableRows(made, r).segments());
        writeFinal(tables, RunTable.CHAPTERS, ChapterRow.class, recordings, r -> new TableRows(made, r).chapters());
        writeFinal(tables, RunTable.TOPICS, TopicRow.class, recordings, r -> new TableRows(made, r).topics());
        writeFinal(tables, RunTable.SUMMARIES, SummaryRow.class, recordings, r -> new TableRows(made, r).summaries());
        writeFinal(tables, RunTable.QUOTES, QuoteRow.class, recordings, r -> new TableRows(made, r).quotes());
        writeFinal(tables, RunTable.ENTITIES, EntityRow.class, recordings, r -> new TableRows(made, r).entities());
    }

    /** What is deferred is not published: a later run makes it, and a recording must be in one run only. */
    private static <T extends Record> void writeFinal(
            TableFolder tables,
            RunTable table,
            Class<T> type,
            JavaRDD<EnrichedRecording> recordings,
            TableFolder.RowsOf<T> rowsOf) {
        tables.write(
                table,
                type,
                recordings,
                recording -> recording.state().isFinal() ? rowsOf.apply(recording) : List.of());
    }

    /** What was paid is told, also when it was paid for nothing. */
    private void writeCalls(TableFolder tables, JavaRDD<EnrichedRecording> recordings) {
        RunIdentity made = identity;
        PriceList priced = prices;
        tables.write(RunTable.LLM_CALLS, LlmCallRow.class, recordings, r -> new TableRows(made, r).llmCalls(priced));
    }

    private Map<String, RecordingOutcome> outcomes(JavaRDD<EnrichedRecording> recordings) {
        RunIdentity made = identity;
        return recordings.map(recording -> RecordingOutcome.of(recording, made)).collect().stream()
                .collect(Collectors.toMap(RecordingOutcome::recordingId, Function.identity()));
    }

    private static Map<String, EpisodeMetadata> metadata(Inventory inventory) {
        Map<String, EpisodeMetadata> known = new HashMap<>();
        for (InventoryItem item : inventory.items()) {
            if (item.recording() != null) {
                known.putIfAbsent(Objects.requireNonNull(item.recording()).sha256(), item.metadata());
            }
        }
        return known;
    }
}
