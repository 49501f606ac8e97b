package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.DetectedLanguage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which language several windows speak for: every window gives each language its probability. */
final class LanguageVote {
    private LanguageVote() {}

    /**
     * The language with the highest mean.
     *
     * @param windows code to probability, the same codes in each; not empty
     */
    static DetectedLanguage of(List<Map<String, Double>> windows) {
        Map<String, Double> means = new TreeMap<>();
        for (Map<String, Double> window : windows) {
            window.forEach((code, probability) -> means.merge(code, probability / windows.size(), Double::sum));
        }
        return likeliest(means);
    }

    /** The first of the likeliest. */
    static DetectedLanguage likeliest(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream()
                .map(entry -> new DetectedLanguage(entry.getKey(), entry.getValue()))
                .reduce((a, b) -> b.probability() > a.probability() ? b : a)
                .orElseThrow();
    }
}
