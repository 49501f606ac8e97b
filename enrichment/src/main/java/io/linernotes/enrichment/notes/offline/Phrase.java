package io.linernotes.enrichment.notes.offline;

import java.util.List;

/**
 * A key phrase.
 *
 * @param text as it is written in the middle of a sentence
 * @param stems of its words; equal stems mean the same phrase
 * @param score higher is better; comparable within one call
 * @param positions of the sentences that hold it, ascending, 0-based, at least one
 */
record Phrase(String text, List<String> stems, double score, List<Integer> positions) {
    Phrase {
        stems = List.copyOf(stems);
        positions = List.copyOf(positions);
    }

    /** Whether they share a word, so that both together would repeat themselves. */
    boolean overlaps(Phrase other) {
        return stems.stream().anyMatch(other.stems::contains);
    }
}
