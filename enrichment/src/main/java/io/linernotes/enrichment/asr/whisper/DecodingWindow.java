package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

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

    private final List<Integer> prompt = new ArrayList<>();
    private String language = ENGLISH;
    private double languageProbability = 1;
    private double noSpeechProbability;
    private double temperature;
    /** Tokens of the prompt that were fed. */
    private int fed;

    private TokenSearch search;

    /**
     * Starts at temperature 0.
     *
     * @param window position of the window in the call
     * @param language code, or null to detect it
     */
    DecodingWindow(int window, @Nullable String language, WhisperModel model, SearchOptions options) {
        this.window = window;
        this.tokenizer = model.tokenizer();
        this.special = tokenizer.special();
        this.generation = model.generation();
        this.rules = model.rules();
        this.options = options;
        this.textPositions = model.sizes().textPositions();
        prompt.add(special.startOfTranscript());
        if (generation.multilingual() && language != null) {
            setLanguage(language);
        }
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

    /** Prompt tokens before the ones that are searched for. */
    List<Integer> prompt() {
        return prompt;
    }

    /** Takes the logits that follow {@link #next}; changes the array. */
    void accept(int row, float[] logits) {
        if (row == 0 && fed == 0) {
            listenFirst(logits);
        }
        if (fed >= prompt.size() - 1) {
            search.accept(row, logits);
        }
    }

    /**
     * Moves on, once every row has been accepted.
     *
     * @return for every row, the row that it now continues
     */
    int[] advance() {
        boolean prompted = fed >= prompt.size() - 1;
        fed = Math.min(fed + 1, prompt.size());
        return prompted ? search.advance() : SAME;
    }

    /** Begins again at another temperature behind the prompt, which is still in the decoder's cache. */
    void restart(double newTemperature) {
        temperature = newTemperature;
        search = newSearch();
    }

    private TokenSearch newSearch() {
        int end = special.endOfText();
        int longest = textPositions / 2;
        return temperature == 0 && options.beams() > 1
                ? new BeamSearch(rules, options.rank(), end, longest, options.beams(), options.patience())
                : new SamplingSearch(
                        rules, options.rank(), end, longest, temperature, temperature == 0 ? 1 : options.draws());
    }

    /** What was said, once finished. */
    Decoded result(ImmutableList<Integer> frames) {
        Hypothesis best = search.best();
        byte[] text = tokenizer.decode(best.tokens()).strip().getBytes(StandardCharsets.UTF_8);
        return new Decoded(
                language,
                languageProbability,
                ImmutableList.copyOf(best.tokens()),
                best.probabilities(),
                frames,
                new RecognitionQuality(
                        best.averageLogProbability(), noSpeechProbability, compressionRatio(text), temperature));
    }

    /** After the very first token the model says whether anybody speaks, and in which language. */
    private void listenFirst(float[] logits) {
        double all = Logits.logSumExp(logits, 0, logits.length);
        noSpeechProbability = Math.exp(logits[special.noSpeech()] - all);
        if (generation.multilingual() && prompt.size() == 1) {
            String best = ENGLISH;
            double sum = 0;
            for (String code : special.languages().keySet()) {
                sum += Math.exp(logit(logits, code) - all);
                best = logit(logits, code) > logit(logits, best) ? code : best;
            }
            languageProbability = Math.exp(logit(logits, best) - all) / sum;
            setLanguage(best);
        }
    }

    private float logit(float[] logits, String code) {
        return logits[special.languages().get(code)];
    }

    private void setLanguage(String code) {
        Integer id = special.languages().get(code);
        if (id == null) {
            throw new IllegalArgumentException("The model does not know the language " + code);
        }
        language = code;
        prompt.add(id);
        prompt.add(special.transcribe());
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
