package io.linernotes.enrichment.asr.whisper;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Task;
import io.linernotes.enrichment.asr.DetectedLanguage;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.asr.NativeMemory;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Whisper on ONNX Runtime. Opened by {@link WhisperModels}. */
final class WhisperRecognizer implements SpeechRecognizer {
    private final ModelIdentity identity;
    private final WhisperModel model;
    private final LogMelSpectrogram spectrogram;
    private final WhisperSessions sessions;
    private final WindowDecoder decoder;
    private final SegmentAssembler assembler;
    private final boolean languagePerWindow;
    private final boolean translate;

    /** Takes over the sessions. */
    WhisperRecognizer(
            ModelIdentity identity,
            WhisperModel model,
            WhisperSessions sessions,
            WindowDecoder decoder,
            AsrConfig config) {
        this.languagePerWindow = config.languagePerWindow();
        this.translate = config.task() == Task.TRANSLATE;
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
        List<Decoded> results = decoder.decode(mel(windows), samples, request(options));
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

    @Override
    public DetectedLanguage detectLanguage(List<SpeechWindow> probes) {
        if (!multilingual() || probes.isEmpty()) {
            return new DetectedLanguage("en", 1);
        }
        return LanguageVote.of(decoder.languages(mel(probes), probes.size()));
    }

    @Override
    public boolean multilingual() {
        return model.generation().multilingual();
    }

    private IntFunction<float[]> mel(List<SpeechWindow> windows) {
        return index -> spectrogram.of(samples(windows.get(index)));
    }

    /**
     * An English-only model has no choice of language, another one listens for itself when it does not know the language
     * that the metadata name.
     */
    private DecodingRequest request(RecognitionOptions options) {
        String language = options.language() == null || languagePerWindow ? null : code(options.language());
        return new DecodingRequest(language, options.languageProbability(), translate, previous(options.prompt()));
    }

    private @Nullable String code(String asked) {
        String code = Splitter.on(CharMatcher.anyOf("-_"))
                .split(asked)
                .iterator()
                .next()
                .toLowerCase(Locale.ROOT);
        return model.tokenizer().special().languages().containsKey(code) ? code : null;
    }

    /** The end of the text, where it is longer than what the decoder takes. */
    private ImmutableList<Integer> previous(@Nullable String prompt) {
        if (prompt == null || prompt.isBlank()) {
            return ImmutableList.of();
        }
        List<Integer> tokens = model.tokenizer().encode(" " + prompt.strip());
        int longest = model.sizes().textPositions() / 2 - 1;
        return ImmutableList.copyOf(tokens.subList(Math.max(0, tokens.size() - longest), tokens.size()));
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
    public NativeMemory memory() {
        return sessions.memory();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
