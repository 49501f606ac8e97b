package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.table.RecordMapper;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Recordings to transcripts. One task decodes one recording; its windows are then spread over all cores, so that a long
 * audiobook does not keep one core busy while the others wait.
 */
final class RecognisedTranscripts implements TranscriptSource {
    private static final RecordMapper<RecordingTask> TASKS = RecordMapper.of(RecordingTask.class);
    private static final RecordMapper<DecodedPiece> DECODED = RecordMapper.of(DecodedPiece.class);
    private static final RecordMapper<RecognisedPiece> RECOGNISED = RecordMapper.of(RecognisedPiece.class);
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED = RecordMapper.of(TranscribedRecording.class);

    private final SparkSession spark;
    private final List<String> inputs;
    private final ModelIdentity model;

    RecognisedTranscripts(SparkSession spark, List<String> inputs, ModelIdentity model) {
        this.spark = spark;
        this.inputs = inputs;
        this.model = model;
    }

    @Override
    public ModelIdentity speechModel() {
        return model;
    }

    @Override
    public Inventory inventory(Collection<Path> publishedRuns) {
        return Inventory.take(spark, inputs, publishedRuns);
    }

    /** Decodes and recognises, stores the windows' texts, and puts them together per recording. */
    @Override
    public Dataset<Row> transcripts(Inventory inventory, Broadcast<LinernotesConfig> config, StepStore store) {
        List<RecordingTask> recordings = inventory.recordings();
        Path marks = store.decodingMarks();
        Dataset<Row> recognised = store.stored("recognised", RECOGNISED, () -> recognise(recordings, config, marks));
        DecodingMark.removeAll(
                marks,
                recordings.stream().map(RecordingTask::recordingId).collect(Collectors.toSet()),
                spark.sparkContext().hadoopConfiguration());
        return recognised
                // A number of its own: Spark would join small partitions, and one slow provider would hold up all.
                .repartition(Math.max(1, recordings.size()), functions.col("recording_id"))
                .sortWithinPartitions("recording_id", "window")
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) RecognisedTranscripts::assemble, TRANSCRIBED.encoder());
    }

    private Dataset<Row> recognise(
            List<RecordingTask> recordings, Broadcast<LinernotesConfig> config, Path decodingMarks) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        List<Row> rows = recordings.stream().map(TASKS::toRow).toList();
        return spark.createDataset(
                        context.parallelize(rows, Math.max(1, rows.size())).rdd(), TASKS.encoder())
                .mapPartitions(new DecodeFunction(config, hadoop, decodingMarks.toString()), DECODED.encoder())
                .repartition(functions.col("recording_id"), functions.col("block"))
                .sortWithinPartitions("recording_id", "block", "window")
                .mapPartitions(new RecogniseFunction(config), RECOGNISED.encoder());
    }

    private static Iterator<Row> assemble(Iterator<Row> rows) {
        Iterator<RecognisedPiece> pieces = Iterators.transform(rows, RECOGNISED::fromRow);
        Iterator<List<RecognisedPiece>> recordings = Groups.by(RecognisedPiece::recordingId, pieces);
        return Iterators.transform(recordings, group -> TRANSCRIBED.toRow(Assembler.assemble(group)));
    }
}
