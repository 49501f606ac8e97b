package io.linernotes.enrichment.asr.whisper;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whisper on ONNX Runtime. Opened by {@link WhisperModels}. */
final class WhisperRecognizer implements SpeechRecognizer {
    private final ModelIdentity identity;
    private final WhisperModel model;
    private final LogMelSpectrogram spectrogram;
    private final WhisperSessions sessions;
    private final WindowDecoder decoder;
    private final SegmentAssembler assembler;

    /** Takes over the sessions. */
    WhisperRecognizer(ModelIdentity identity, WhisperModel model, WhisperSessions sessions, WindowDecoder decoder) {
        this.identity = identity;
        this.model = model;
        this.spectrogram = new LogMelSpectrogram(model.sizes().melBins());
        this.sessions = sessions;
        this.decoder = decoder;
        this.assembler = new SegmentAssembler(model.tokenizer());
    }

    @Override
    public List<WindowTranscript> recognize(List<SpeechWindow> windows, RecognitionOptions options) {
        int[] samples = windows.stream().mapToInt(window -> window.pcm().length).toArray();
        List<Decoded> results = decoder.decode(
                index -> spectrogram.of(samples(windows.get(index))), samples, language(options.language()));
        List<WindowTranscript> transcripts = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Decoded decoded = results.get(i);
            transcripts.add(new WindowTranscript(
                    windows.get(i).index(),
                    decoded.language(),
                    decoded.languageProbability(),
                    assembler.segments(windows.get(i), decoded)));
        }
        return transcripts;
    }

    /**
     * The language to ask for: an English-only model has no choice, another one listens for itself when it does not
     * know the language that the metadata names.
     */
    private @Nullable String language(@Nullable String asked) {
        if (!model.generation().multilingual() || asked == null) {
            return null;
        }
        String code = Splitter.on(CharMatcher.anyOf("-_"))
                .split(asked)
                .iterator()
                .next()
                .toLowerCase(Locale.ROOT);
        return model.tokenizer().special().languages().containsKey(code) ? code : null;
    }

    /** Samples of a window as floats in [-1, 1). */
    static float[] samples(SpeechWindow window) {
        float[] samples = new float[window.pcm().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = window.pcm()[i] / 32_768f;
        }
        return samples;
    }

    @Override
    public ModelIdentity model() {
        return identity;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
