package io.linernotes.enrichment.notes.offline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Words like "und" and "les", for languages without a list of stop words here: short ones that many sentences hold, and
 * that are written without a capital.
 */
final class FunctionWords {
    private static final int MAX_CHARACTERS = 5;
    private static final double SENTENCE_SHARE = 0.06;
    private static final int FEWEST_SENTENCES = 3;

    private FunctionWords() {}

    /** Lower-cased function words of an episode; none when it is in English, whose list is {@link Terms}'s. */
    static Set<String> of(Episode episode, Casing casing) {
        if (episode.isEnglish()) {
            return Set.of();
        }
        Map<String, Integer> sentences = new HashMap<>();
        for (int i = 0; i < episode.size(); i++) {
            Set<String> inSentence = new HashSet<>();
            Matcher matcher = Terms.WORD.matcher(episode.text(i));
            while (matcher.find()) {
                String word = Terms.lower(matcher.group());
                if (word.length() <= MAX_CHARACTERS && !casing.isName(word) && inSentence.add(word)) {
                    sentences.merge(word, 1, Integer::sum);
                }
            }
        }
        double least = Math.max(FEWEST_SENTENCES, SENTENCE_SHARE * episode.size());
        return sentences.entrySet().stream()
                .filter(word -> word.getValue() >= least)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
