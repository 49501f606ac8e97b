package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableMap;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of the tokens that are not text, by their role.
 *
 * @param endOfText ends a transcript; every id below it is text
 * @param startOfTranscript starts one
 * @param translate asks for English
 * @param transcribe asks for the spoken language
 * @param startOfLanguageModel never wanted in a transcript
 * @param startOfPrevious precedes a prompt
 * @param noSpeech its probability after {@code startOfTranscript} is the probability that nobody speaks
 * @param noTimestamps asks for text without times
 * @param languages ISO 639-1 code (some have three letters) to id, in the order of ids
 */
record SpecialTokens(
        int endOfText,
        int startOfTranscript,
        int translate,
        int transcribe,
        int startOfLanguageModel,
        int startOfPrevious,
        int noSpeech,
        int noTimestamps,
        ImmutableMap<String, Integer> languages) {
    private static final Pattern LANGUAGE = Pattern.compile("<\\|([a-z]{2,3})\\|>");

    /** @param ids special tokens by their content, for example {@code <|endoftext|>} */
    static SpecialTokens of(Map<String, Integer> ids) {
        int start = id(ids, "startoftranscript");
        int translate = id(ids, "translate");
        ImmutableMap.Builder<String, Integer> languages = ImmutableMap.builder();
        ids.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
            Matcher matcher = LANGUAGE.matcher(entry.getKey());
            if (entry.getValue() > start && entry.getValue() < translate && matcher.matches()) {
                languages.put(matcher.group(1), entry.getValue());
            }
        });
        return new SpecialTokens(
                id(ids, "endoftext"),
                start,
                translate,
                id(ids, "transcribe"),
                id(ids, "startoflm"),
                id(ids, "startofprev"),
                // Named differently by generation of the model.
                ids.containsKey("<|nospeech|>") ? id(ids, "nospeech") : id(ids, "nocaptions"),
                id(ids, "notimestamps"),
                languages.build());
    }

    /** Id of the time 0.00 s; each further id is 20 ms later. */
    int firstTimestamp() {
        return noTimestamps + 1;
    }

    /** Of the logits after {@code startOfTranscript}, the probability of each language among the languages. */
    Map<String, Double> languageProbabilities(float[] logits) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        float max = Float.NEGATIVE_INFINITY;
        for (int id : languages.values()) {
            max = Math.max(max, logits[id]);
        }
        double sum = 0;
        for (Map.Entry<String, Integer> entry : languages.entrySet()) {
            double weight = Math.exp(logits[entry.getValue()] - max);
            probabilities.put(entry.getKey(), weight);
            sum += weight;
        }
        double all = sum;
        probabilities.replaceAll((code, weight) -> weight / all);
        return probabilities;
    }

    private static int id(Map<String, Integer> ids, String role) {
        Integer id = ids.get("<|" + role + "|>");
        if (id == null) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The tokenizer lacks the special token " + role + ".");
        }
        return id;
    }
}
