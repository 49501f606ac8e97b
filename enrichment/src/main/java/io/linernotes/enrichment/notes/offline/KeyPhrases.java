package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Ranks phrases: by how much more a chapter says them than the others do, or by their weight in the whole episode. */
final class KeyPhrases {
    /** What a phrase of two or three words is worth against a single word. */
    private static final double[] LENGTH_FACTOR = {0, 1.0, 1.9, 2.1};

    private static final double NAME_FACTOR = 1.25;
    private static final int MAX_RANKED = 40;

    private final List<PhraseFinder.Occurrences> all;
    private final Casing casing;
    private final List<Span> chapters;

    private KeyPhrases(List<PhraseFinder.Occurrences> all, Casing casing, List<Span> chapters) {
        this.all = all;
        this.casing = casing;
        this.chapters = chapters;
    }

    /** @param chapters spans without gaps, in order */
    static KeyPhrases of(Episode episode, Casing casing, List<Span> chapters) {
        return new KeyPhrases(PhraseFinder.find(episode, casing), casing, chapters);
    }

    /** The phrases that set a chapter apart, best first. */
    List<Phrase> ofChapter(int chapter) {
        Span span = chapters.get(chapter);
        List<Phrase> phrases = new ArrayList<>();
        for (PhraseFinder.Occurrences occurrences : all) {
            List<Integer> inside =
                    occurrences.positions().stream().filter(span::contains).toList();
            if (!inside.isEmpty()) {
                double rarity = Math.log(1 + (double) chapters.size() / chaptersWith(occurrences));
                double share = (double) inside.size() / occurrences.positions().size();
                phrases.add(phrase(occurrences, inside, weight(inside.size()) * rarity * (0.4 + 0.6 * share)));
            }
        }
        return ranked(phrases);
    }

    /** The phrases that the whole episode is about, best first: frequent, and spread over it. */
    List<Phrase> ofEpisode() {
        List<Phrase> phrases = new ArrayList<>();
        for (PhraseFinder.Occurrences occurrences : all) {
            double spread = Math.sqrt(chaptersWith(occurrences));
            phrases.add(phrase(
                    occurrences,
                    occurrences.positions(),
                    weight(occurrences.positions().size()) * spread));
        }
        return ranked(phrases);
    }

    /** The second time counts more than the tenth; a single mention hardly counts. */
    private static double weight(int mentions) {
        return mentions == 1 ? 0.35 : Math.log(1 + mentions);
    }

    private int chaptersWith(PhraseFinder.Occurrences occurrences) {
        int count = 0;
        int chapter = 0;
        int counted = -1;
        for (int position : occurrences.positions()) {
            while (!chapters.get(chapter).contains(position)) {
                chapter++;
            }
            if (chapter != counted) {
                count++;
                counted = chapter;
            }
        }
        return count;
    }

    private Phrase phrase(PhraseFinder.Occurrences occurrences, List<Integer> positions, double score) {
        String text = occurrences.text();
        boolean name = casing.tells() && casing.isName(text.substring(text.lastIndexOf(' ') + 1));
        double factor = LENGTH_FACTOR[occurrences.stems().size()] * (name ? NAME_FACTOR : 1);
        return new Phrase(
                text,
                occurrences.stems(),
                score * factor,
                positions.stream().distinct().toList());
    }

    /** Best first; of phrases that hold each other, the better one. */
    private static List<Phrase> ranked(List<Phrase> phrases) {
        List<Phrase> sorted = phrases.stream()
                .sorted(Comparator.comparingDouble((Phrase phrase) -> -phrase.score())
                        .thenComparing(Phrase::text))
                .toList();
        List<Phrase> ranked = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Phrase phrase : sorted) {
            boolean known = phrase.stems().stream().allMatch(used::contains);
            if (!known && ranked.size() < MAX_RANKED) {
                ranked.add(phrase);
                used.addAll(phrase.stems());
            }
        }
        return ranked;
    }
}
