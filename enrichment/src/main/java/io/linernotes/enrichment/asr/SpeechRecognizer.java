package io.linernotes.enrichment.asr;

import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.List;

/** Turns windows of speech into text. Safe for several threads; owns its native sessions until closed. */
public interface SpeechRecognizer extends AutoCloseable {
    /**
     * Recognises the windows as one batch. A window's result depends on this call alone, so that a retry repeats it.
     *
     * @param windows of one recording, in order
     * @param options what is known beforehand
     * @return one result per window, in the same order
     */
    List<WindowTranscript> recognize(List<SpeechWindow> windows, RecognitionOptions options);

    /**
     * Listens for the language that is spoken.
     *
     * @param probes windows of one recording; none give the language that models know best
     */
    DetectedLanguage detectLanguage(List<SpeechWindow> probes);

    /** Whether it knows more than one language. */
    boolean multilingual();

    /** Name, hash and warnings of the model, for provenance. */
    ModelIdentity model();

    /** Memory outside of the heap that calls take. */
    NativeMemory memory();

    @Override
    void close();
}
