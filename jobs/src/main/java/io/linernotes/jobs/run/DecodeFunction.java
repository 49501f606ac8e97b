package io.linernotes.jobs.run;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.DetectedLanguage;
import io.linernotes.enrichment.asr.Glossary;
import io.linernotes.enrichment.asr.LanguageProbes;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.HadoopMediaSource;
import io.linernotes.jobs.progress.ProgressReporter;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.Step;
import java.util.Iterator;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
 * {@link DecodedPiece} rows. A recording whose decoding was begun before and not brought to an end is decoded in a process
 * of its own.
 */
final class DecodeFunction implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

    private final Broadcast<LinernotesConfig> config;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final String marks;

    /**
     * Makes the step.
     *
     * @param marks folder for the marks of recordings that are being decoded
     */
    DecodeFunction(Broadcast<LinernotesConfig> config, Broadcast<SerializableConfiguration> hadoop, String marks) {
        this.config = config;
        this.hadoop = hadoop;
        this.marks = marks;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> tasks) {
        RecordMapper<RecordingTask> taskMapper = RecordMapper.of(RecordingTask.class);
        RecordMapper<DecodedPiece> pieceMapper = RecordMapper.of(DecodedPiece.class);
        TaskContext context = TaskContext.get();
        Pieces pieces = new Pieces(
                Iterators.transform(tasks, taskMapper::fromRow),
                config.value(),
                hadoop.value().value(),
                new Path(marks),
                context);
        context.addTaskCompletionListener((TaskCompletionListener) completed -> pieces.close());
        return Iterators.transform(pieces, pieceMapper::toRow);
    }

    /** Pulls windows out of one recording after the other. */
    private static final class Pieces extends AbstractIterator<DecodedPiece> {
        private final Iterator<RecordingTask> tasks;
        private final ExecutorServices services;
        private final AsrConfig asr;
        private final Configuration hadoop;
        private final Path marks;
        private final TaskContext context;

        private @Nullable RecordingTask task;
        private @Nullable DecodingMark mark;
        private @Nullable AudioStream stream;
        private @Nullable VoiceActivityDetector detector;
        private @Nullable SpeechWindows windows;
        private @Nullable DetectedLanguage heard;
        private RecognitionOptions options = RecognitionOptions.NONE;
        private long samples;

        Pieces(
                Iterator<RecordingTask> tasks,
                LinernotesConfig config,
                Configuration hadoop,
                Path marks,
                TaskContext context) {
            this.tasks = tasks;
            this.services = ExecutorServices.of(config);
            this.asr = config.asr();
            this.hadoop = hadoop;
            this.marks = marks;
            this.context = context;
        }

        @Override
        protected @Nullable DecodedPiece computeNext() {
            if (task == null || mark == null) {
                if (!tasks.hasNext()) {
                    return endOfData();
                }
                task = tasks.next();
                // A storage that fails is no problem of the recording: the task fails.
                mark = DecodingMark.set(marks, task.recordingId(), hadoop);
            }
            RecordingTask current = task;
            try {
                return next(current, mark);
            } catch (EnrichmentException e) {
                context.killTaskIfInterrupted();
                close();
                return DecodedPiece.problem(current, Problem.of(Step.DECODE, e));
            } catch (RuntimeException e) {
                context.killTaskIfInterrupted();
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

        private DecodedPiece next(RecordingTask current, DecodingMark marked) {
            if (windows == null) {
                EpisodeMetadata metadata = current.metadata();
                heard = metadata.language() == null ? listen(current, marked) : null;
                options = new RecognitionOptions(
                        heard == null ? metadata.language() : heard.code(),
                        heard == null ? 1 : heard.probability(),
                        asr.glossary() ? Glossary.of(metadata) : null);
                stream = open(current, marked);
                detector = services.newDetector();
                windows = new SpeechWindows(stream, detector);
            }
            if (windows.hasNext()) {
                SpeechWindow window = windows.next();
                samples += window.pcm().length;
                return DecodedPiece.window(current, window, options);
            }
            ProgressReporter.report(Step.DECODE, 1, samples * 1000 / AudioStream.SAMPLE_RATE);
            MediaReport report = Objects.requireNonNull(stream).report();
            SpeechSummary speech = windows.summary();
            if (heard != null && heard.isUncertain() && speech.windows() > 0) {
                String reason = "the language is not certain: probability %.2f".formatted(heard.probability());
                report = report.with(new Finding(ErrorCode.LANGUAGE_UNCERTAIN, reason));
            }
            DecodedPiece last = DecodedPiece.report(
                    current, report, heard == null ? speech : speech.withLanguageProbability(heard.probability()));
            close();
            return last;
        }

        private AudioStream open(RecordingTask current, DecodingMark marked) {
            AudioDecoder decoder =
                    marked.wasThere() ? services.isolatedDecoder(context::isInterrupted) : services.decoder();
            MediaSource media = new TaskMediaSource(new HadoopMediaSource(current.media(), hadoop), context);
            return new TaskAudioStream(decoder.open(media), marked, context);
        }

        /**
         * Goes through the recording once before it is decoded for good, which costs little beside recognition; null when
         * there is nothing to choose.
         */
        private @Nullable DetectedLanguage listen(RecordingTask current, DecodingMark marked) {
            if (asr.languagePerWindow() || !services.recognizer().multilingual()) {
                return null;
            }
            LanguageProbes probes = new LanguageProbes();
            try (AudioStream whole = open(current, marked);
                    VoiceActivityDetector voices = services.newDetector()) {
                new SpeechWindows(whole, voices).forEachRemaining(probes::add);
            }
            return services.recognizer().detectLanguage(probes.windows());
        }

        void close() {
            if (stream != null) {
                stream.close();
            }
            if (detector != null) {
                detector.close();
            }
            if (mark != null) {
                mark.remove();
            }
            task = null;
            mark = null;
            stream = null;
            detector = null;
            windows = null;
            heard = null;
            samples = 0;
        }
    }
}
