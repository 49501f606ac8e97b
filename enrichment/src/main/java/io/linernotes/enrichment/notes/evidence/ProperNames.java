package io.linernotes.enrichment.notes.evidence;

import io.linernotes.enrichment.notes.evidence.Words.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds proper names in a statement by their capital letter. The first word of a sentence is capitalised anyway: it counts
 * as a name if the recording never uses it as a common word and, in English, if what follows it is what follows a name.
 * German capitalises every noun and is not judged; scripts without capitals have no names to find here.
 */
public final class ProperNames {
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
            "like",
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

    /** English words after a name that do not end like a verb of the third person or in the past. */
    private static final Set<String> AFTER_A_NAME = Set.of(
            "and", "became", "began", "brought", "came", "can", "could", "did", "felt", "found", "gave", "got", "had",
            "knew", "left", "lost", "made", "may", "met", "might", "must", "or", "ran", "said", "saw", "should",
            "spoke", "stood", "that", "thought", "told", "took", "went", "who", "will", "won", "would", "wrote");
    /** They end in s, but are no verbs. */
    private static final Set<String> NO_VERBS = Set.of("as", "his", "its", "less", "plus", "this", "thus", "us");

    private final Set<String> wordsInLowerCase;
    private final boolean judged;
    private final boolean english;

    /**
     * Learns the common words of a recording.
     *
     * @param texts what is said in the recording, and its description
     * @param language ISO 639-1; null is taken for English
     */
    public ProperNames(Collection<String> texts, @Nullable String language) {
        this.wordsInLowerCase = texts.stream()
                .flatMap(text -> Words.in(text).stream())
                .filter(word -> !word.isCapitalised())
                .map(word -> Words.fold(word.text()))
                .collect(Collectors.toSet());
        this.judged = language == null || !LANGUAGES_WITH_CAPITAL_NOUNS.contains(language);
        this.english = language == null || language.startsWith("en");
    }

    /** The names in a statement, in order and {@linkplain Words#folded folded}. */
    public List<String> in(String statement) {
        List<Word> words = judged ? Words.in(statement) : List.of();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Word next = i + 1 < words.size() ? words.get(i + 1) : null;
            String folded = Words.fold(word.text());
            boolean capital =
                    word.isCapitalised() && folded.length() > 1 && !word.text().matches("I['’].*");
            if (capital && !(startsSentence(statement, word) && isOrdinaryFirst(word.text(), folded, next))) {
                names.add(folded);
            }
        }
        return names;
    }

    private static boolean startsSentence(String statement, Word word) {
        String before = statement.substring(0, word.start()).replaceAll("[\\s\"'“”‘’«»(\\[*-]+$", "");
        return before.isEmpty() || ".!?:…".indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    private boolean isOrdinaryFirst(String word, String folded, @Nullable Word next) {
        if (COMMON_FIRST_WORDS.contains(folded) || isSaidAsAWord(folded)) {
            return true;
        }
        if (!english || next == null || next.isCapitalised() || word.matches(".*['’]s?")) {
            return false;
        }
        String after = Words.fold(next.text());
        boolean verb = AFTER_A_NAME.contains(after)
                || after.endsWith("ed")
                || (after.endsWith("s") && !NO_VERBS.contains(after));
        return folded.endsWith("ing") || folded.endsWith("s") || !verb;
    }

    /** Another form of a word that was said will do: "beekeepers" where there was a beekeeper. */
    private boolean isSaidAsAWord(String folded) {
        if (wordsInLowerCase.contains(folded)) {
            return true;
        }
        String stem = folded.substring(0, Math.min(folded.length(), Math.max(5, folded.length() - 3)));
        return stem.length() >= 5 && wordsInLowerCase.stream().anyMatch(word -> word.startsWith(stem));
    }
}
