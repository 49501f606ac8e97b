package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import java.util.List;
import java.util.Map;

/** What an engine is told about a recording: what manifests say, before what its own tags say. */
final class NotesRequests {
    private NotesRequests() {}

    static NotesRequest of(
            TranscribedRecording recording, SentencedTranscript sentenced, Map<String, EpisodeMetadata> manifests) {
        EpisodeMetadata known = manifests.getOrDefault(recording.recordingId(), EpisodeMetadata.NONE);
        List<EmbeddedChapter> chapters = List.of();
        if (recording.report() != null) {
            known = known.orElse(recording.report().tags());
            chapters = recording.report().chapters();
        }
        return new NotesRequest(known, sentenced.sentences(), chapters);
    }
}
