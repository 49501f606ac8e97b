package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Ranks phrases: by how much more a chapter says them than the others do, or by their weight in the whole episode. */
final class KeyPhrases {
    /** What a phrase of that many words is worth against a single word. */
    private static final double[] LENGTH_FACTOR = {0, 1.0, 1.9, 2.1};

    private static final double NAME_FACTOR = 1.25;
    /** A single mention hardly counts; the second counts more than the tenth. */
    private static final double SINGLE_MENTION = 0.35;

    /** What is named in the first sentences of a chapter is often its subject. */
    private static final double OPENING_FACTOR = 4;

    private static final int OPENING_SENTENCES = 3;

    private static final int MAX_RANKED = 40;

    private final Casing casing;
    private final List<Phrase> ofEpisode;
    private final List<List<Phrase>> ofChapters = new ArrayList<>();

    private KeyPhrases(Episode episode, Casing casing, List<Span> chapters) {
        this.casing = casing;
        List<Phrase> whole = new ArrayList<>();
        List<List<Phrase>> parts = new ArrayList<>();
        chapters.forEach(chapter -> parts.add(new ArrayList<>()));
        for (PhraseFinder.Occurrences occurrences : PhraseFinder.find(episode, casing)) {
            Map<Integer, List<Integer>> byChapter = byChapter(occurrences.positions(), chapters);
            double all = occurrences.positions().size();
            whole.add(phrase(occurrences, occurrences.positions(), Math.sqrt(byChapter.size())));
            byChapter.forEach((chapter, positions) -> {
                double rarity = Math.log(1 + (double) chapters.size() / byChapter.size());
                double share = positions.size() / all;
                boolean early = positions.get(0) < chapters.get(chapter).from() + OPENING_SENTENCES;
                double factor = rarity * (0.4 + 0.6 * share) * (early ? OPENING_FACTOR : 1);
                parts.get(chapter).add(phrase(occurrences, positions, factor));
            });
        }
        ofEpisode = ranked(whole);
        parts.forEach(part -> ofChapters.add(ranked(part)));
    }

    /** @param chapters spans without gaps, in order */
    static KeyPhrases of(Episode episode, Casing casing, List<Span> chapters) {
        return new KeyPhrases(episode, casing, chapters);
    }

    /** The phrases that set a chapter apart, best first. */
    List<Phrase> ofChapter(int chapter) {
        return ofChapters.get(chapter);
    }

    /** The phrases that the whole episode is about, best first: frequent, and spread over it. */
    List<Phrase> ofEpisode() {
        return ofEpisode;
    }

    private static Map<Integer, List<Integer>> byChapter(List<Integer> positions, List<Span> chapters) {
        Map<Integer, List<Integer>> byChapter = new TreeMap<>();
        int chapter = 0;
        for (int position : positions) {
            while (!chapters.get(chapter).contains(position)) {
                chapter++;
            }
            byChapter.computeIfAbsent(chapter, key -> new ArrayList<>()).add(position);
        }
        return byChapter;
    }

    private Phrase phrase(PhraseFinder.Occurrences occurrences, List<Integer> positions, double factor) {
        String text = occurrences.text();
        boolean name = casing.tells() && casing.isName(text.substring(text.lastIndexOf(' ') + 1));
        double mentions = positions.size() == 1 ? SINGLE_MENTION : Math.log(1 + positions.size());
        double score = mentions
                * factor
                * LENGTH_FACTOR[occurrences.stems().size()]
                * (0.5 + 0.5 * occurrences.headShare())
                * (name ? NAME_FACTOR : 1);
        return new Phrase(
                text, occurrences.stems(), score, positions.stream().distinct().toList());
    }

    /** Best first; a phrase whose words all stand in better ones is left out. */
    private static List<Phrase> ranked(List<Phrase> phrases) {
        List<Phrase> sorted = phrases.stream()
                .sorted(Comparator.comparingDouble((Phrase phrase) -> -phrase.score())
                        .thenComparing(Phrase::text))
                .toList();
        List<Phrase> ranked = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Phrase phrase : sorted) {
            if (ranked.size() < MAX_RANKED && !used.containsAll(phrase.stems())) {
                ranked.add(phrase);
                used.addAll(phrase.stems());
            }
        }
        return ranked;
    }
}
