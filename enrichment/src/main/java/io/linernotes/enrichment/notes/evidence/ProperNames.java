package io.linernotes.enrichment.notes.evidence;

import io.linernotes.enrichment.notes.evidence.Words.Word;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds proper names in a statement by their capital letter. The first word of a sentence is capitalised anyway: it counts
 * as a name unless it is a common word or the recording uses it as one. German capitalises every noun and is not judged;
 * scripts without capitals have no names to find here.
 */
final class ProperNames {
    private static final Set<String> COMMON_FIRST_WORDS = Set.of(
            "a",
            "about",
            "across",
            "advertisement",
            "advice",
            "after",
            "all",
            "along",
            "also",
            "although",
            "an",
            "and",
            "another",
            "as",
            "at",
            "author",
            "because",
            "before",
            "both",
            "but",
            "by",
            "callers",
            "chapter",
            "closing",
            "contains",
            "despite",
            "during",
            "each",
            "early",
            "even",
            "every",
            "everyone",
            "finally",
            "first",
            "for",
            "from",
            "goodbye",
            "greeting",
            "guests",
            "he",
            "her",
            "here",
            "his",
            "host",
            "hosts",
            "how",
            "if",
            "in",
            "instead",
            "introduction",
            "it",
            "its",
            "later",
            "listeners",
            "many",
            "meanwhile",
            "mentions",
            "more",
            "most",
            "much",
            "narrator",
            "nearly",
            "neither",
            "no",
            "nobody",
            "none",
            "not",
            "nothing",
            "of",
            "often",
            "on",
            "once",
            "one",
            "only",
            "opening",
            "or",
            "other",
            "others",
            "our",
            "over",
            "people",
            "readers",
            "second",
            "several",
            "she",
            "since",
            "so",
            "some",
            "someone",
            "speaker",
            "speakers",
            "sponsor",
            "still",
            "story",
            "that",
            "the",
            "their",
            "then",
            "there",
            "these",
            "they",
            "third",
            "this",
            "those",
            "though",
            "through",
            "to",
            "together",
            "too",
            "two",
            "three",
            "under",
            "unlike",
            "until",
            "we",
            "welcome",
            "what",
            "when",
            "where",
            "whether",
            "which",
            "while",
            "who",
            "why",
            "with",
            "within",
            "without",
            "women",
            "men",
            "you",
            "your");
    private static final Set<String> LANGUAGES_WITH_CAPITAL_NOUNS = Set.of("de", "lb");

    private final Set<String> wordsInLowerCase;
    private final boolean judged;

    /**
     * @param wordsInLowerCase folded words that the recording or its description has in lower case
     * @param language ISO 639-1, or null
     */
    ProperNames(Set<String> wordsInLowerCase, @Nullable String language) {
        this.wordsInLowerCase = wordsInLowerCase;
        this.judged = language == null || !LANGUAGES_WITH_CAPITAL_NOUNS.contains(language);
    }

    /** Whether every name in the statement is among the folded words. */
    boolean areAllIn(String statement, Set<String> known) {
        List<Word> words = judged ? Words.in(statement) : List.of();
        for (Word word : words) {
            String folded = Words.fold(word.text());
            boolean name =
                    word.isCapitalised() && folded.length() > 1 && !word.text().matches("I['’].*");
            if (name && !known.contains(folded) && !(startsSentence(statement, word) && isOrdinary(folded))) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsSentence(String statement, Word word) {
        String before = statement.substring(0, word.start()).replaceAll("[\\s\"'“”‘’«»(\\[*-]+$", "");
        return before.isEmpty() || ".!?:…".indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    /** Baking, beekeepers: another form of a word that was said will do, and so will an English verb in -ing. */
    private boolean isOrdinary(String folded) {
        if (COMMON_FIRST_WORDS.contains(folded) || folded.endsWith("ing") || wordsInLowerCase.contains(folded)) {
            return true;
        }
        String stem = folded.substring(0, Math.min(folded.length(), Math.max(5, folded.length() - 3)));
        return stem.length() >= 5 && wordsInLowerCase.stream().anyMatch(word -> word.startsWith(stem));
    }
}
