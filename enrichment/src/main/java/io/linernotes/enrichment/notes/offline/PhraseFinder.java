package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Finds every noun-like run of one to three content words in an episode, with where it occurs. Runs end at other words
 * and at punctuation. There is no grammar: endings of verbs and adverbs count
 * as a hint only.
 */
final class PhraseFinder {
    private static final int MAX_WORDS = 3;
    private static final int MAX_CHARACTERS = 48;

    private final Map<String, Occurrences> found = new LinkedHashMap<>();
    private final Casing casing;

    private PhraseFinder(Casing casing) {
        this.casing = casing;
    }

    /** All phrases in order of first occurrence. */
    static List<Occurrences> find(Episode episode, Casing casing) {
        PhraseFinder finder = new PhraseFinder(casing);
        for (int i = 0; i < episode.size(); i++) {
            finder.addSentence(i, episode.text(i));
        }
        return List.copyOf(finder.found.values());
    }

    private void addSentence(int position, String text) {
        List<String> run = new ArrayList<>();
        Matcher matcher = Terms.WORD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            boolean apart = !text.substring(end, matcher.start()).isBlank();
            String word = matcher.group();
            boolean content = Terms.isContent(Terms.lower(word)) && !word.matches("[\\d.,:]+");
            if (apart || !content) {
                addRun(position, run);
                run.clear();
            }
            if (content) {
                run.add(word);
            }
            end = matcher.end();
        }
        addRun(position, run);
    }

    private void addRun(int position, List<String> run) {
        for (int from = 0; from < run.size(); from++) {
            for (int to = from + 1; to <= Math.min(run.size(), from + MAX_WORDS); to++) {
                add(position, run.subList(from, to));
            }
        }
    }

    private void add(int position, List<String> words) {
        List<String> lower = words.stream().map(Terms::lower).toList();
        List<String> stems = lower.stream().map(Terms::stem).toList();
        String last = lower.get(lower.size() - 1);
        boolean looksLikeVerb = last.endsWith("ly") || (words.size() == 1 && last.endsWith("ed"));
        String text = casing.midSentence(words);
        if (!looksLikeVerb
                && text.length() <= MAX_CHARACTERS
                && stems.stream().distinct().count() == stems.size()) {
            found.computeIfAbsent(String.join(" ", stems), key -> new Occurrences(stems))
                    .add(position, text);
        }
    }

    /** Where a phrase occurs, and how it is written. */
    static final class Occurrences {
        private final List<String> stems;
        private final List<Integer> positions = new ArrayList<>();
        private final Map<String, Integer> writings = new LinkedHashMap<>();

        private Occurrences(List<String> stems) {
            this.stems = List.copyOf(stems);
        }

        private void add(int position, String text) {
            positions.add(position);
            writings.merge(text, 1, Integer::sum);
        }

        List<String> stems() {
            return stems;
        }

        /** One entry per occurrence, ascending. */
        List<Integer> positions() {
            return positions;
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
