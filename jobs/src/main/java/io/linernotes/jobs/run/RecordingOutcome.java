package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.Provenance;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the driver needs to know of a recording: everything but its text. */
record RecordingOutcome(
        String recordingId,
        EpisodeState state,
        @Nullable Problem problem,
        List<Finding> findings,
        @Nullable MediaReport report,
        @Nullable SpeechSummary speech,
        @Nullable String language,
        int segments,
        int flaggedSegments,
        Provenance provenance)
        implements Serializable {
    RecordingOutcome {
        findings = List.copyOf(findings);
    }

    static RecordingOutcome of(EnrichedRecording recording, RunIdentity identity) {
        long flagged = recording.segments().stream()
                .filter(segment -> !segment.segment().flags().isEmpty())
                .count();
        return new RecordingOutcome(
                recording.recordingId(),
                recording.state(),
                recording.problem(),
                recording.findings(),
                recording.report(),
                recording.speech(),
                recording.language(),
                recording.segments().size(),
                Math.toIntExact(flagged),
                new TableRows(identity, recording).episodeProvenance());
    }
}
