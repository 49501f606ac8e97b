package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.List;

/** The embedded model over the 22 reference windows, eight at a time, decoded once for all tests. */
final class ReferenceRun {
    static final WhisperModel MODEL = WhisperModels.model(Fixtures.FOLDER);
    static final WhisperSessions SESSIONS = WhisperModels.sessions(Fixtures.FOLDER, MODEL, Fixtures.CONFIG);
    static final List<JsonNode> WINDOWS = Fixtures.windows();
    static final List<SpeechWindow> SPEECH = speech();
    static final List<Decoded> DECODED = decode(SPEECH, 8);

    private ReferenceRun() {}

    static List<Decoded> decode(List<SpeechWindow> windows, int batch) {
        WordAligner aligner = new WordAligner(SESSIONS, MODEL.tokenizer().special(), 1500);
        int[] samples = windows.stream().mapToInt(window -> window.pcm().length).toArray();
        LogMelSpectrogram spectrogram = new LogMelSpectrogram(80);
        return new WindowDecoder(MODEL, SESSIONS, batch, aligner)
                .decode(index -> spectrogram.of(WhisperRecognizer.samples(windows.get(index))), samples, null);
    }

    private static List<SpeechWindow> speech() {
        List<SpeechWindow> speech = new ArrayList<>();
        for (JsonNode window : WINDOWS) {
            speech.add(Fixtures.speech(window, speech.size()));
        }
        return speech;
    }
}
