package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds every noun-like run of one to three content words in an episode, with where it occurs. Runs end at other words
 * and at punctuation. There is no grammar here: the word before a run tells verbs ("they dig") from nouns ("the dig").
 */
final class PhraseFinder {
    private static final int MAX_WORDS = 3;
    private static final int MAX_CHARACTERS = 48;

    /** After these comes a verb. */
    private static final Set<String> BEFORE_VERBS = Set.of(
            "i",
            "you",
            "we",
            "they",
            "he",
            "she",
            "it",
            "who",
            "to",
            "will",
            "would",
            "can",
            "could",
            "should",
            "must",
            "may",
            "might",
            "don't",
            "didn't",
            "doesn't",
            "not",
            "let's",
            "gonna",
            "never",
            "always",
            "i'll",
            "you'll",
            "we'll",
            "they'll",
            "it'll",
            "i'd",
            "cannot",
            "can't",
            "won't",
            "wouldn't",
            "couldn't",
            "shouldn't",
            "did",
            "does",
            "do",
            "just",
            "and",
            "then");

    /** Before these stands an adjective ("ordinary things"), which is no subject by itself. */
    private static final Set<String> EMPTY_NOUNS = Set.of(
            "things", "thing", "stuff", "way", "ways", "kind", "kinds", "lot", "lots", "bit", "people", "person", "one",
            "ones", "time", "times", "day", "days", "week", "weeks", "month", "months", "year", "years", "part",
            "parts", "piece", "pieces", "place", "point", "sort", "side", "case", "man", "enough");

    private static final Pattern NUMBER = Pattern.compile("[\\d.,:]+");

    private final Map<String, Occurrences> found = new LinkedHashMap<>();
    private final Casing casing;
    private final Set<String> functionWords;

    private PhraseFinder(Casing casing, Set<String> functionWords) {
        this.casing = casing;
        this.functionWords = functionWords;
    }

    /** All phrases in order of first occurrence. */
    static List<Occurrences> find(Episode episode, Casing casing) {
        PhraseFinder finder = new PhraseFinder(casing, FunctionWords.of(episode, casing));
        for (int i = 0; i < episode.size(); i++) {
            finder.addSentence(i, episode.text(i));
        }
        return List.copyOf(finder.found.values());
    }

    private void addSentence(int position, String text) {
        List<String> run = new ArrayList<>();
        String previous = "";
        Matcher matcher = Terms.WORD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String between = text.substring(end, matcher.start());
            boolean numbered = between.equals(" #") && !run.isEmpty();
            String word = numbered ? "#" + matcher.group() : matcher.group();
            String lower = Terms.lower(word);
            if (!between.isBlank() && !numbered) {
                addRun(position, run, "");
                previous = "";
            }
            if (numbered || isVersion(word, run)) {
                run.add(word);
                addRun(position, run, "");
            } else if (Terms.isContent(lower)
                    && !functionWords.contains(lower)
                    && !NUMBER.matcher(word).matches()) {
                boolean verb = run.isEmpty() && BEFORE_VERBS.contains(previous) && !casing.isName(word);
                if (!verb) {
                    run.add(word);
                }
            } else {
                addRun(position, run, lower);
            }
            previous = lower;
            end = matcher.end();
        }
        addRun(position, run, "");
    }

    /** Whether a number goes with the name before it, as in "Eclair 0.8.0". */
    private boolean isVersion(String word, List<String> run) {
        return !run.isEmpty() && NUMBER.matcher(word).matches() && casing.isName(run.get(run.size() - 1));
    }

    /** Adds a run and its parts, and empties it. */
    private void addRun(int position, List<String> run, String next) {
        int size = EMPTY_NOUNS.contains(next) ? run.size() - 1 : run.size();
        for (int from = 0; from < size; from++) {
            for (int to = from + 1; to <= Math.min(size, from + MAX_WORDS); to++) {
                if (isTitleLike(run.subList(from, to))) {
                    add(position, run.subList(from, to), to == size);
                }
            }
        }
        run.clear();
    }

    /** A number alone says nothing. */
    private static boolean isTitleLike(List<String> words) {
        return Character.isLetter(words.get(0).codePointAt(0));
    }

    /** @param last whether the phrase ends its run, as nouns do and their adjectives do not */
    private void add(int position, List<String> words, boolean last) {
        List<String> stems =
                words.stream().map(word -> Terms.stem(Terms.lower(word))).toList();
        String head = Terms.lower(words.get(words.size() - 1));
        boolean noNoun = head.endsWith("ly") || (head.endsWith("ed") && !casing.isName(head));
        String text = casing.midSentence(words);
        if (!noNoun
                && text.length() <= MAX_CHARACTERS
                && stems.stream().distinct().count() == stems.size()) {
            found.computeIfAbsent(String.join(" ", stems), key -> new Occurrences(stems))
                    .add(position, text, last);
        }
    }

    /** Where a phrase occurs, and how it is written. */
    static final class Occurrences {
        private final List<String> stems;
        private final List<Integer> positions = new ArrayList<>();
        private final Map<String, Integer> writings = new LinkedHashMap<>();
        private int asHead;

        private Occurrences(List<String> stems) {
            this.stems = List.copyOf(stems);
        }

        private void add(int position, String text, boolean last) {
            positions.add(position);
            writings.merge(text, 1, Integer::sum);
            asHead += last ? 1 : 0;
        }

        List<String> stems() {
            return stems;
        }

        /** One entry per occurrence, ascending. */
        List<Integer> positions() {
            return positions;
        }

        /** Share of occurrences that end their run, 0 to 1: low for adjectives. */
        double headShare() {
            return (double) asHead / positions.size();
        }

        /** The most frequent writing; the first of equals. */
        String text() {
            String best = "";
            int most = 0;
            for (Map.Entry<String, Integer> writing : writings.entrySet()) {
                if (writing.getValue() > most) {
                    best = writing.getKey();
                    most = writing.getValue();
                }
            }
            return best;
        }
    }
}
