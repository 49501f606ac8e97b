package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.RepetitionGuard;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Transcript;
import io.linernotes.jobs.table.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the windows of a recording together again. */
final class Assembler {
    private Assembler() {}

    /**
     * Builds the transcript of a recording.
     *
     * @param pieces all rows of one recording, in any order
     */
    static TranscribedRecording assemble(List<RecognisedPiece> pieces) {
        String recordingId = pieces.get(0).recordingId();
        RecognisedPiece whole = pieces.stream()
                .filter(piece -> piece.report() != null)
                .findFirst()
                .orElse(null);
        Problem problem = pieces.stream()
                .map(RecognisedPiece::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (problem == null && whole == null) {
            problem = new Problem(Step.RECOGNISE, ErrorCode.ASR_FAILED, "the end of the recording was not reached");
        }
        if (problem != null || whole == null) {
            return new TranscribedRecording(
                    recordingId,
                    whole == null ? null : whole.report(),
                    whole == null ? null : whole.speech(),
                    null,
                    problem);
        }
        List<WindowTranscript> windows = pieces.stream()
                .map(RecognisedPiece::transcript)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(WindowTranscript::window))
                .toList();
        List<Segment> segments = new ArrayList<>();
        windows.forEach(window -> segments.addAll(window.segments()));
        // Loops do not end where a block of windows does.
        Transcript transcript = new Transcript(language(windows), RepetitionGuard.marked(segments));
        return new TranscribedRecording(recordingId, whole.report(), whole.speech(), transcript, null);
    }

    /** The language of most windows that have text. */
    private static @Nullable String language(List<WindowTranscript> windows) {
        Map<String, Long> votes = windows.stream()
                .filter(window -> !window.segments().isEmpty())
                .map(WindowTranscript::language)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
