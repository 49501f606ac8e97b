package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * One window on its way through the decoder, one token a step: first the prompt, then what is sampled. Follows
 * {@code DecodingTask} of openai/whisper for greedy decoding and sampling. What it draws depends on the temperature
 * alone, so that a retry repeats it.
 */
final class DecodingRow {
    private static final String ENGLISH = "en";

    private final int window;
    private final WhisperTokenizer tokenizer;
    private final SpecialTokens special;
    private final GenerationRules generation;
    private final TokenRules rules;
    private final int maxTokens;

    private final List<Integer> prompt = new ArrayList<>();
    private final List<Integer> sampled = new ArrayList<>();
    private final List<Double> probabilities = new ArrayList<>();
    private String language = ENGLISH;
    private double languageProbability = 1;
    private double noSpeechProbability;
    private double sumLogProbability;
    private double temperature;
    private SplittableRandom random = new SplittableRandom(0);
    private int position;
    private int next;
    private boolean finished;

    /**
     * Starts at temperature 0.
     *
     * @param window position of the window in the call
     * @param language code, or null to detect it
     */
    DecodingRow(int window, @Nullable String language, WhisperModel model) {
        this.window = window;
        this.tokenizer = model.tokenizer();
        this.special = tokenizer.special();
        this.generation = model.generation();
        this.rules = model.rules();
        this.maxTokens = model.sizes().textPositions() / 2;
        prompt.add(special.startOfTranscript());
        if (generation.multilingual() && language != null) {
            setLanguage(language);
        }
        next = special.startOfTranscript();
    }

    int window() {
        return window;
    }

    /** The token to feed. */
    int next() {
        return next;
    }

    /** Its position. */
    int position() {
        return position;
    }

    boolean finished() {
        return finished;
    }

    /** Prompt tokens before the ones that are sampled. */
    List<Integer> prompt() {
        return prompt;
    }

    /** Takes the logits that follow {@link #next} and moves on; changes the array. */
    void accept(float[] logits) {
        if (position == 0) {
            listenFirst(logits);
        }
        position++;
        if (position < prompt.size()) {
            next = prompt.get(position);
        } else {
            sample(logits);
        }
    }

    /** Begins again at another temperature with the prompt as it is. */
    void restart(double newTemperature) {
        temperature = newTemperature;
        random = new SplittableRandom(Math.round(newTemperature * 1000));
        sampled.clear();
        probabilities.clear();
        sumLogProbability = 0;
        position = 0;
        next = prompt.get(0);
        finished = false;
    }

    /** What was said, once finished. */
    Decoded result(ImmutableList<Integer> frames) {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        return new Decoded(
                language,
                languageProbability,
                ImmutableList.copyOf(sampled),
                ImmutableDoubleArray.copyOf(probabilities),
                frames,
                new RecognitionQuality(
                        sumLogProbability / (sampled.size() + 1),
                        noSpeechProbability,
                        compressionRatio(text),
                        temperature));
    }

    private String text() {
        return tokenizer.decode(sampled).strip();
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

    private void sample(float[] logits) {
        rules.apply(logits, sampled);
        int chosen = temperature == 0 ? Logits.argMax(logits) : Logits.sample(logits, temperature, random);
        float max = temperature == 0 ? logits[chosen] : Logits.max(logits, 0, logits.length);
        double logProbability = logits[chosen] - Logits.logSumExp(logits, 0, logits.length, max);
        sumLogProbability += logProbability;
        if (chosen == special.endOfText()) {
            finished = true;
            return;
        }
        sampled.add(chosen);
        probabilities.add(Math.exp(logProbability));
        next = chosen;
        finished = sampled.size() == maxTokens;
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
