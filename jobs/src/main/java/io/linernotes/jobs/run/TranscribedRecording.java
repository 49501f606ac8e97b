package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.transcript.Transcript;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A recording after recognition, or an imported transcript.
 *
 * @param report null when nothing was decoded
 * @param transcript without segments when nobody speaks; null when there is a problem
 * @param problem why there is no transcript; null when there is one
 */
record TranscribedRecording(
        String recordingId,
        @Nullable MediaReport report,
        @Nullable SpeechSummary speech,
        @Nullable Transcript transcript,
        @Nullable Problem problem)
        implements Serializable {}
