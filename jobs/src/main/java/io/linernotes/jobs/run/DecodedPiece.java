package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What decoding a recording gives: a row per window of speech and, last, one with the report or the problem.
 *
 * @param block windows are recognised in blocks of neighbours; -1 for the last row
 * @param window index in the recording; -1 for the last row
 * @param language as given for the recording or heard in it; null to listen to every window
 * @param languageProbability 1 when it was given
 * @param prompt words to expect; null for none
 * @param pcm 16-bit little-endian samples at 16 kHz; null in the last row
 */
@SuppressWarnings("ArrayRecordComponent") // Binary columns are arrays.
record DecodedPiece(
        String recordingId,
        int block,
        int window,
        long startSample,
        @Nullable String language,
        double languageProbability,
        @Nullable String prompt,
        byte @Nullable [] pcm,
        @Nullable MediaReport report,
        @Nullable SpeechSummary speech,
        @Nullable Problem problem)
        implements Serializable {
    private static final int LAST = -1;

    /** Windows recognised by one task at a time: enough to fill batches, few enough to spread one recording. */
    private static final int BLOCK_WINDOWS = 16;

    static DecodedPiece window(RecordingTask task, SpeechWindow window, RecognitionOptions options) {
        short[] samples = window.pcm();
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return new DecodedPiece(
                task.recordingId(),
                window.index() / BLOCK_WINDOWS,
                window.index(),
                window.startSample(),
                options.language(),
                options.languageProbability(),
                options.prompt(),
                bytes.array(),
                null,
                null,
                null);
    }

    static DecodedPiece report(RecordingTask task, MediaReport report, SpeechSummary speech) {
        return new DecodedPiece(task.recordingId(), LAST, LAST, 0, null, 1, null, null, report, speech, null);
    }

    static DecodedPiece problem(RecordingTask task, Problem problem) {
        return new DecodedPiece(task.recordingId(), LAST, LAST, 0, null, 1, null, null, null, null, problem);
    }

    boolean isWindow() {
        return pcm != null;
    }

    RecognitionOptions options() {
        return new RecognitionOptions(language, languageProbability, prompt);
    }

    SpeechWindow toWindow() {
        if (pcm == null) {
            throw new IllegalArgumentException("Invalid piece: it holds no window");
        }
        short[] samples = new short[pcm.length / Short.BYTES];
        ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return new SpeechWindow(window, startSample, samples);
    }
}
