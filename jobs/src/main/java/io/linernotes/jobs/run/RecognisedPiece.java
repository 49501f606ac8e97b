package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechSummary;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is stored after recognition: a row per window and one per recording with its report or a problem.
 *
 * @param window index in the recording; -1 for the recording itself
 */
record RecognisedPiece(
        String recordingId,
        int window,
        @Nullable WindowTranscript transcript,
        @Nullable MediaReport report,
        @Nullable SpeechSummary speech,
        @Nullable Problem problem)
        implements Serializable {
    static RecognisedPiece passedOn(DecodedPiece piece) {
        return new RecognisedPiece(piece.recordingId(), -1, null, piece.report(), piece.speech(), piece.problem());
    }

    static RecognisedPiece window(String recordingId, WindowTranscript transcript) {
        return new RecognisedPiece(recordingId, transcript.window(), transcript, null, null, null);
    }

    static RecognisedPiece problem(String recordingId, Problem problem) {
        return new RecognisedPiece(recordingId, -1, null, null, null, problem);
    }
}
