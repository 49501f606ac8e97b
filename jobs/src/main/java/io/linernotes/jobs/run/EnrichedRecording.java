package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.jobs.table.EpisodeState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recording at the end of its way, with everything that the tables show of it.
 *
 * @param report null when nothing was decoded
 * @param language ISO 639-1 code; null when not known
 * @param segments the transcript, split at sentence ends; empty when there is none
 * @param notes null when none were asked for or none could be made
 * @param calls requests to a language model, also when nothing came of them
 * @param problem why it went no further; null when nothing stopped it
 */
record EnrichedRecording(
        String recordingId,
        @Nullable MediaReport report,
        @Nullable SpeechSummary speech,
        @Nullable String language,
        List<NumberedSegment> segments,
        @Nullable EpisodeNotes notes,
        List<LlmCall> calls,
        @Nullable Problem problem)
        implements Serializable {
    EnrichedRecording {
        segments = List.copyOf(segments);
        calls = List.copyOf(calls);
    }

    static EnrichedRecording failed(TranscribedRecording recording, Problem problem) {
        return new EnrichedRecording(
                recording.recordingId(),
                recording.report(),
                recording.speech(),
                null,
                List.of(),
                null,
                List.of(),
                problem);
    }

    /** What was found on the way and could be lived with. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (report != null) {
            findings.addAll(report.findings());
        }
        if (notes != null) {
            findings.addAll(notes.findings());
        }
        return findings;
    }

    EpisodeState state() {
        if (problem != null) {
            return problem.state();
        }
        return findings().isEmpty() ? EpisodeState.OK : EpisodeState.OK_DEGRADED;
    }
}
