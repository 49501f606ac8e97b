package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ticker;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.List;

/** The embedded model over the 22 reference windows, eight at a time, decoded once for all tests. */
final class ReferenceRun {
    static final WhisperModel MODEL = WhisperModels.model(Fixtures.FOLDER);
    static final List<JsonNode> WINDOWS = Fixtures.windows();
    static final List<SpeechWindow> SPEECH = speech();
    static final ReferenceRun FLOATS = new ReferenceRun(Arithmetic.FLOATS);
    static final ReferenceRun INTEGERS = new ReferenceRun(Arithmetic.INTEGERS);

    private final WhisperSessions sessions;
    private final List<Decoded> decoded;

    ReferenceRun(Arithmetic arithmetic) {
        sessions = WhisperModels.sessions(
                Fixtures.FOLDER, MODEL, arithmetic, DecoderCache.Size.of(MODEL.sizes(), 8, true), 1);
        decoded = decode(SPEECH, 8);
    }

    WhisperSessions sessions() {
        return sessions;
    }

    /** One result per reference window. */
    List<Decoded> decoded() {
        return decoded;
    }

    List<Decoded> decode(List<SpeechWindow> windows, int batch) {
        return decode(windows, batch, SearchOptions.GREEDY);
    }

    List<Decoded> decode(List<SpeechWindow> windows, int batch, SearchOptions options) {
        return decode(windows, batch, options, DecodingRequest.ANY);
    }

    List<Decoded> decode(List<SpeechWindow> windows, int batch, SearchOptions options, DecodingRequest request) {
        WordAligner aligner = new WordAligner(sessions, MODEL.tokenizer().special(), 1500);
        int[] samples = windows.stream().mapToInt(window -> window.pcm().length).toArray();
        LogMelSpectrogram spectrogram = new LogMelSpectrogram(80);
        return new WindowDecoder(MODEL, sessions, batch, options, aligner, Ticker.systemTicker())
                .decode(index -> spectrogram.of(WhisperRecognizer.samples(windows.get(index))), samples, request);
    }

    /** What was said in a window, without times. */
    String text(int window) {
        return MODEL.tokenizer().decode(decoded.get(window).tokens()).strip();
    }

    private static List<SpeechWindow> speech() {
        List<SpeechWindow> speech = new ArrayList<>();
        for (JsonNode window : WINDOWS) {
            speech.add(Fixtures.speech(window, speech.size()));
        }
        return speech;
    }
}
