package io.linernotes.jobs.run;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.HadoopMediaSource;
import io.linernotes.jobs.progress.ProgressReporter;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.Step;
import java.util.Iterator;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes recordings and cuts them into windows of speech, one window in memory at a time: {@link RecordingTask} rows to
 * {@link DecodedPiece} rows.
 */
final class DecodeFunction implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

    private final Broadcast<LinernotesConfig> config;
    private final Broadcast<SerializableConfiguration> hadoop;

    DecodeFunction(Broadcast<LinernotesConfig> config, Broadcast<SerializableConfiguration> hadoop) {
        this.config = config;
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> tasks) {
        RecordMapper<RecordingTask> taskMapper = RecordMapper.of(RecordingTask.class);
        RecordMapper<DecodedPiece> pieceMapper = RecordMapper.of(DecodedPiece.class);
        Pieces pieces = new Pieces(
                tasks,
                taskMapper,
                ExecutorServices.of(config.value()),
                hadoop.value().value());
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> pieces.close());
        return Iterators.transform(pieces, pieceMapper::toRow);
    }

    /** Pulls windows out of one recording after the other. */
    private static final class Pieces extends AbstractIterator<DecodedPiece> {
        private final Iterator<Row> tasks;
        private final RecordMapper<RecordingTask> mapper;
        private final ExecutorServices services;
        private final Configuration hadoop;

        private @Nullable RecordingTask task;
        private @Nullable AudioStream stream;
        private @Nullable VoiceActivityDetector detector;
        private @Nullable SpeechWindows windows;
        private long samples;

        Pieces(
                Iterator<Row> tasks,
                RecordMapper<RecordingTask> mapper,
                ExecutorServices services,
                Configuration hadoop) {
            this.tasks = tasks;
            this.mapper = mapper;
            this.services = services;
            this.hadoop = hadoop;
        }

        @Override
        protected @Nullable DecodedPiece computeNext() {
            if (task == null) {
                if (!tasks.hasNext()) {
                    return endOfData();
                }
                task = mapper.fromRow(tasks.next());
            }
            RecordingTask current = task;
            try {
                return next(current);
            } catch (EnrichmentException e) {
                close();
                return DecodedPiece.problem(current, Problem.of(Step.DECODE, e));
            } catch (RuntimeException e) {
                LOG.error("Cannot decode recording {}", current.recordingId(), e);
                close();
                return DecodedPiece.problem(
                        current,
                        new Problem(
                                Step.DECODE,
                                ErrorCode.DECODE_FAILED,
                                "the decoder failed (%s)".formatted(e.getClass().getSimpleName())));
            }
        }

        private DecodedPiece next(RecordingTask current) {
            if (windows == null) {
                stream = services.decoder().open(new HadoopMediaSource(current.media(), hadoop));
                detector = services.newDetector();
                windows = new SpeechWindows(stream, detector);
            }
            if (windows.hasNext()) {
                SpeechWindow window = windows.next();
                samples += window.pcm().length;
                return DecodedPiece.window(current, window);
            }
            ProgressReporter.report(Step.DECODE, 1, samples * 1000 / AudioStream.SAMPLE_RATE);
            DecodedPiece last =
                    DecodedPiece.report(current, Objects.requireNonNull(stream).report(), windows.summary());
            close();
            return last;
        }

        void close() {
            if (stream != null) {
                stream.close();
            }
            if (detector != null) {
                detector.close();
            }
            task = null;
            stream = null;
            detector = null;
            windows = null;
            samples = 0;
        }
    }
}
