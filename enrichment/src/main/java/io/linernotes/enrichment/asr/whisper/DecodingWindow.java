package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.asr.DetectedLanguage;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * One window on its way through the decoder, one token a step: first the prompt, then what is searched for. Follows
 * {@code DecodingTask} of openai/whisper.
 */
final class DecodingWindow {
    private static final String ENGLISH = "en";
    private static final int[] SAME = {0};

    private final int window;
    private final WhisperTokenizer tokenizer;
    private final SpecialTokens special;
    private final GenerationRules generation;
    private final TokenRules rules;
    private final SearchOptions options;
    private final int textPositions;

    private final DecodingRequest request;
    /** Start of the transcript, its language and the task. */
    private final List<Integer> start = new ArrayList<>();

    private List<Integer> prompt;
    private String language = ENGLISH;
    private double languageProbability = 1;
    private boolean listened;
    private boolean previousFollows;
    private double noSpeechProbability;
    private double temperature;
    /** Tokens of the prompt that were fed. */
    private int fed;

    private TokenSearch search;

    /**
     * Starts at temperature 0.
     *
     * @param window position of the window in the call
     */
    DecodingWindow(int window, DecodingRequest request, WhisperModel model, SearchOptions options) {
        this.window = window;
        this.tokenizer = model.tokenizer();
        this.special = tokenizer.special();
        this.generation = model.generation();
        this.rules = model.rules();
        this.options = options;
        this.textPositions = model.sizes().textPositions();
        this.request = request;
        start.add(special.startOfTranscript());
        if (generation.multilingual() && request.language() != null) {
            languageProbability = request.languageProbability();
            setLanguage(request.language());
        }
        prompt = start;
        search = newSearch();
    }

    int window() {
        return window;
    }

    /** Rows of the decoder that the window needs at this temperature. */
    int rows() {
        return search.rows();
    }

    /** The token to feed to a row. */
    int next(int row) {
        if (fed < prompt.size()) {
            return prompt.get(fed);
        }
        return search.length() == 0 ? prompt.get(prompt.size() - 1) : search.last(row);
    }

    /** Its position, the same for all rows. */
    int position() {
        return fed < prompt.size() ? fed : prompt.size() - 1 + search.length();
    }

    boolean finished() {
        return search.finished();
    }

    /** Tokens between previous text and what is searched for. */
    List<Integer> start() {
        return start;
    }

    /** Takes the logits that follow {@link #next}; changes the array. */
    void accept(int row, float[] logits) {
        if (row == 0 && !listened) {
            listened = true;
            listenFirst(logits);
            // Where nobody speaks, a model repeats what it was told to expect.
            previousFollows = !request.previous().isEmpty() && noSpeechProbability <= Decoded.NO_SPEECH;
        }
        if (!previousFollows && fed >= prompt.size() - 1) {
            search.accept(row, logits);
        }
    }

    /**
     * Moves on, once every row has been accepted.
     *
     * @return for every row, the row that it now continues
     */
    int[] advance() {
        if (previousFollows) {
            previousFollows = false;
            prompt = new ArrayList<>();
            prompt.add(special.startOfPrevious());
            prompt.addAll(request.previous());
            prompt.addAll(start);
            fed = 0;
            search = newSearch();
            return SAME;
        }
        boolean prompted = fed >= prompt.size() - 1;
        fed = Math.min(fed + 1, prompt.size());
        return prompted ? search.advance() : SAME;
    }

    /**
     * Begins again at another temperature: behind the prompt, which is still in the decoder's cache, but without previous
     * text, which may be what led astray.
     */
    void restart(double newTemperature) {
        temperature = newTemperature;
        if (prompt != start) {
            prompt = start;
            fed = 0;
        }
        search = newSearch();
    }

    private TokenSearch newSearch() {
        int end = special.endOfText();
        int longest = Math.min(textPositions / 2, textPositions + 1 - prompt.size());
        return temperature == 0 && options.beams() > 1
                ? new BeamSearch(rules, options.rank(), end, longest, options.beams(), options.patience())
                : new SamplingSearch(
                        rules, options.rank(), end, longest, temperature, temperature == 0 ? 1 : options.draws());
    }

    /** What was said, without times, once finished. */
    Decoded result() {
        Hypothesis best = search.best();
        byte[] text = tokenizer.decode(best.tokens()).strip().getBytes(StandardCharsets.UTF_8);
        return new Decoded(
                language,
                languageProbability,
                ImmutableList.copyOf(best.tokens()),
                best.probabilities(),
                ImmutableList.of(),
                new RecognitionQuality(
                        best.averageLogProbability(), noSpeechProbability, compressionRatio(text), temperature));
    }

    /** After the very first token the model says whether anybody speaks, and in which language. */
    private void listenFirst(float[] logits) {
        double all = Logits.logSumExp(logits, 0, logits.length);
        noSpeechProbability = Math.exp(logits[special.noSpeech()] - all);
        if (generation.multilingual() && start.size() == 1) {
            DetectedLanguage likeliest = LanguageVote.likeliest(special.languageProbabilities(logits));
            languageProbability = likeliest.probability();
            setLanguage(likeliest.code());
        }
    }

    private void setLanguage(String code) {
        Integer id = special.languages().get(code);
        if (id == null) {
            throw new IllegalArgumentException("The model does not know the language " + code);
        }
        language = request.translate() ? ENGLISH : code;
        start.add(id);
        start.add(request.translate() ? special.translate() : special.transcribe());
    }

    /** Bytes of the text over bytes of its zlib form: loops compress well. */
    static double compressionRatio(byte[] text) {
        Deflater deflater = new Deflater();
        deflater.setInput(text);
        deflater.finish();
        byte[] buffer = new byte[text.length + 64];
        int compressed = deflater.deflate(buffer);
        deflater.end();
        return (double) text.length / compressed;
    }
}
