package io.linernotes.enrichment.notes.evidence;

import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which sentences a word is said in, so that nobody reads a whole book for each of its names. */
final class SpokenWords {
    private final Map<String, List<Sentence>> sentencesOf = new HashMap<>();

    SpokenWords(List<Sentence> sentences) {
        for (Sentence sentence : sentences) {
            for (String word : new HashSet<>(Words.folded(sentence.text()))) {
                sentencesOf.computeIfAbsent(word, key -> new ArrayList<>()).add(sentence);
            }
        }
    }

    /** The sentences with the rarest of these words: no other one holds them all. */
    List<Sentence> withRarestOf(List<String> words) {
        return words.stream()
                .map(word -> sentencesOf.getOrDefault(word, List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }
}
