package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.progress.ProgressReporter;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.Step;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises blocks of windows: {@link DecodedPiece} rows, sorted by recording, block and window, to
 * {@link RecognisedPiece} rows. A block is always the same windows, however Spark spreads them, so that a retry or another
 * cluster gives the same text.
 */
final class RecogniseFunction implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RecogniseFunction.class);

    private final Broadcast<LinernotesConfig> config;

    RecogniseFunction(Broadcast<LinernotesConfig> config) {
        this.config = config;
    }

    private record BlockKey(String recordingId, int block) {}

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        RecordMapper<RecognisedPiece> mapper = RecordMapper.of(RecognisedPiece.class);
        Iterator<DecodedPiece> pieces = Iterators.transform(rows, RecordMapper.of(DecodedPiece.class)::fromRow);
        Iterator<List<DecodedPiece>> blocks =
                Groups.by(piece -> new BlockKey(piece.recordingId(), piece.block()), pieces);
        Iterator<Iterator<RecognisedPiece>> results =
                Iterators.transform(blocks, block -> recognise(block).iterator());
        return Iterators.transform(Iterators.concat(results), mapper::toRow);
    }

    private List<RecognisedPiece> recognise(List<DecodedPiece> block) {
        if (!block.get(0).isWindow()) {
            return block.stream().map(RecognisedPiece::passedOn).toList();
        }
        String recordingId = block.get(0).recordingId();
        List<SpeechWindow> windows = block.stream().map(DecodedPiece::toWindow).toList();
        try {
            SpeechRecognizer recognizer = ExecutorServices.of(config.value()).recognizer();
            List<WindowTranscript> transcripts =
                    recognizer.recognize(windows, block.get(0).options());
            long samples =
                    windows.stream().mapToLong(window -> window.pcm().length).sum();
            ProgressReporter.report(Step.RECOGNISE, 0, samples * 1000 / AudioStream.SAMPLE_RATE);
            return transcripts.stream()
                    .map(transcript -> RecognisedPiece.window(recordingId, transcript))
                    .toList();
        } catch (EnrichmentException e) {
            return List.of(RecognisedPiece.problem(recordingId, Problem.of(Step.RECOGNISE, e)));
        } catch (RuntimeException e) {
            LOG.error("Cannot recognise recording {}", recordingId, e);
            String reason = "recognition failed (%s)".formatted(e.getClass().getSimpleName());
            return List.of(
                    RecognisedPiece.problem(recordingId, new Problem(Step.RECOGNISE, ErrorCode.ASR_FAILED, reason)));
        }
    }
}
