package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.SentenceSplitter;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.enrichment.transcript.Transcript;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.progress.ProgressReporter;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the notes of recordings: {@link TranscribedRecording} rows to {@link EnrichedRecording} rows. */
final class EnrichFunction implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EnrichFunction.class);

    private final Broadcast<LinernotesConfig> config;
    private final Broadcast<Map<String, EpisodeMetadata>> metadata;
    private final boolean withNotes;

    /**
     * Makes the step.
     *
     * @param metadata what manifests say, by recording
     * @param withNotes false to split the transcript into sentences and nothing more
     */
    EnrichFunction(
            Broadcast<LinernotesConfig> config, Broadcast<Map<String, EpisodeMetadata>> metadata, boolean withNotes) {
        this.config = config;
        this.metadata = metadata;
        this.withNotes = withNotes;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        RecordMapper<TranscribedRecording> from = RecordMapper.of(TranscribedRecording.class);
        RecordMapper<EnrichedRecording> to = RecordMapper.of(EnrichedRecording.class);
        return Iterators.transform(rows, row -> {
            EnrichedRecording recording = enrich(from.fromRow(row));
            ProgressReporter.report(Step.ENRICH, 1, 0);
            return to.toRow(recording);
        });
    }

    private EnrichedRecording enrich(TranscribedRecording recording) {
        Transcript transcript = recording.transcript();
        if (transcript == null) {
            return EnrichedRecording.failed(recording, Objects.requireNonNull(recording.problem()));
        }
        ExecutorServices services = ExecutorServices.of(config.value());
        SentencedTranscript sentenced = SentenceSplitter.split(transcript);
        if (sentenced.sentences().isEmpty()) {
            return EnrichedRecording.failed(recording, noSpeech(recording));
        }
        try {
            EpisodeNotes notes = withNotes
                    ? services.notesEngine().write(NotesRequests.of(recording, sentenced, metadata.value()))
                    : null;
            return enriched(recording, sentenced, notes, notes == null ? List.of() : notes.calls(), null);
        } catch (NotesFailedException e) {
            return enriched(recording, sentenced, null, e.calls(), Problem.of(Step.ENRICH, e));
        } catch (EnrichmentException e) {
            return enriched(recording, sentenced, null, List.of(), Problem.of(Step.ENRICH, e));
        } catch (RuntimeException e) {
            LOG.error("Cannot enrich recording {}", recording.recordingId(), e);
            String reason =
                    "the notes could not be written (%s)".formatted(e.getClass().getSimpleName());
            Problem problem = new Problem(Step.ENRICH, ErrorCode.ENRICHMENT_FAILED, reason);
            return enriched(recording, sentenced, null, List.of(), problem);
        }
    }

    private static Problem noSpeech(TranscribedRecording recording) {
        String reason = recording.report() == null
                ? "no text in the transcript"
                : "no speech in %s ms".formatted(recording.report().decodedMs());
        return new Problem(Step.RECOGNISE, ErrorCode.NO_SPEECH, reason);
    }

    private static EnrichedRecording enriched(
            TranscribedRecording recording,
            SentencedTranscript sentenced,
            @Nullable EpisodeNotes notes,
            List<LlmCall> calls,
            @Nullable Problem problem) {
        List<NumberedSegment> segments = new ArrayList<>();
        for (int i = 0; i < sentenced.segments().size(); i++) {
            segments.add(new NumberedSegment(
                    sentenced.sentenceNumbers().get(i), sentenced.segments().get(i)));
        }
        String language =
                recording.transcript() == null ? null : recording.transcript().language();
        return new EnrichedRecording(
                recording.recordingId(),
                recording.report(),
                recording.speech(),
                language,
                segments,
                notes,
                calls,
                problem);
    }
}
