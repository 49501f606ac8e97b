package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import com.google.common.io.Files;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.Transcript;
import io.linernotes.enrichment.transcript.file.TranscriptReader;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.HadoopMediaSource;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.Step;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Transcripts from published files: WebVTT, SRT or JSON. */
final class ImportedTranscripts implements TranscriptSource {
    private static final RecordMapper<RecordingTask> TASKS = RecordMapper.of(RecordingTask.class);
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED = RecordMapper.of(TranscribedRecording.class);
    private static final Set<String> ENDINGS = Set.of("vtt", "srt", "json");

    private final SparkSession spark;
    private final List<String> inputs;

    ImportedTranscripts(SparkSession spark, List<String> inputs) {
        this.spark = spark;
        this.inputs = inputs;
    }

    @Override
    public @Nullable ModelIdentity speechModel() {
        return null;
    }

    @Override
    public Inventory inventory(Collection<Path> publishedRuns) {
        return Inventory.take(spark, inputs, publishedRuns);
    }

    @Override
    public Dataset<Row> transcripts(Inventory inventory, Broadcast<LinernotesConfig> config, StepStore store) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        // By their hashes, which mixes long ones and short ones.
        List<Row> rows = inventory.recordings().stream()
                .sorted(Comparator.comparing(RecordingTask::recordingId))
                .map(TASKS::toRow)
                .toList();
        MapPartitionsFunction<Row, Row> read =
                tasks -> readAll(tasks, hadoop.value().value());
        return spark.createDataset(
                        context.parallelize(rows, TranscriptSource.tasks(context, rows.size()))
                                .rdd(),
                        TASKS.encoder())
                .mapPartitions(read, TRANSCRIBED.encoder());
    }

    private static Iterator<Row> readAll(Iterator<Row> tasks, Configuration hadoop) {
        return Iterators.transform(tasks, row -> TRANSCRIBED.toRow(read(TASKS.fromRow(row), hadoop)));
    }

    @Override
    public boolean isCompanion(InventoryItem item) {
        return !isTranscript(item.media());
    }

    /** Whether the file's own name says that it holds a transcript. */
    static boolean isTranscript(String media) {
        return ENDINGS.contains(Files.getFileExtension(media).toLowerCase(Locale.ROOT));
    }

    static TranscribedRecording read(RecordingTask task, Configuration hadoop) {
        try (SeekableBytes bytes = new HadoopMediaSource(task.media(), hadoop).open();
                InputStream stream = new SequentialStream(bytes)) {
            Transcript transcript = TranscriptReader.read(stream);
            String language = task.metadata().language();
            return new TranscribedRecording(
                    task.recordingId(),
                    null,
                    null,
                    transcript.language() != null ? transcript : new Transcript(language, transcript.segments()),
                    null);
        } catch (EnrichmentException e) {
            return failed(task, Problem.of(Step.INVENTORY, e));
        } catch (IOException e) {
            String reason =
                    "the file cannot be read (%s)".formatted(e.getClass().getSimpleName());
            return failed(task, new Problem(Step.INVENTORY, ErrorCode.MEDIA_UNREADABLE, reason));
        }
    }

    private static TranscribedRecording failed(RecordingTask task, Problem problem) {
        return new TranscribedRecording(task.recordingId(), null, null, null, problem);
    }

    /** The bytes from first to last, as parsers want them. */
    private static final class SequentialStream extends InputStream {
        private final SeekableBytes bytes;

        SequentialStream(SeekableBytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return bytes.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : bytes.read(buffer, offset, length);
        }
    }
}
