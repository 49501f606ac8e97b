package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.table.RecordMapper;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Recordings to transcripts. One task decodes one recording; its windows are then spread over all cores, so that a long
 * audiobook does not keep one core busy while the others wait.
 */
final class TranscribeStep {
    private static final RecordMapper<RecordingTask> TASKS = RecordMapper.of(RecordingTask.class);
    private static final RecordMapper<DecodedPiece> DECODED = RecordMapper.of(DecodedPiece.class);
    private static final RecordMapper<RecognisedPiece> RECOGNISED = RecordMapper.of(RecognisedPiece.class);
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED =
            RecordMapper.of(TranscribedRecording.class);

    private final SparkSession spark;
    private final Broadcast<LinernotesConfig> config;

    TranscribeStep(SparkSession spark, Broadcast<LinernotesConfig> config) {
        this.spark = spark;
        this.config = config;
    }

    /** Decodes and recognises, stores the windows' texts, and puts them together per recording. */
    Dataset<Row> transcribe(List<RecordingTask> recordings, StepStore store) {
        Dataset<Row> recognised = store.stored("recognised", RECOGNISED, () -> recognise(recordings));
        return recognised
                .repartition(Math.max(1, recordings.size()), functions.col("recording_id"))
                .sortWithinPartitions("recording_id", "window")
                .mapPartitions((MapPartitionsFunction<Row, Row>) TranscribeStep::assemble, TRANSCRIBED.encoder());
    }

    private Dataset<Row> recognise(List<RecordingTask> recordings) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        List<Row> rows = recordings.stream().map(TASKS::toRow).toList();
        return spark.createDataset(context.parallelize(rows, Math.max(1, rows.size())).rdd(), TASKS.encoder())
                .mapPartitions(new DecodeFunction(config, hadoop), DECODED.encoder())
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
