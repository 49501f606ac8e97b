package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Titles of one or two key phrases, in sentence case, different for each chapter. */
final class TitleWriter {
    static final int MAX_CHARACTERS = 80;
    /** The second phrase has to be about as good as the first. */
    private static final double SECOND_SHARE = 0.5;

    private TitleWriter() {}

    /**
     * A chapter's title and the sentences it rests on.
     *
     * @param positions of sentences, 0-based, ascending, at least one
     */
    record Title(String text, List<Integer> positions) {
        Title {
            positions = List.copyOf(positions);
        }
    }

    /** @param joint what stands between two phrases, " and " in English */
    static List<Title> titles(List<Span> chapters, KeyPhrases phrases, String joint) {
        List<Title> titles = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int chapter = 0; chapter < chapters.size(); chapter++) {
            Title title = title(chapter, chapters.get(chapter), phrases.ofChapter(chapter), joint, used);
            used.add(title.text().toLowerCase(Locale.ROOT));
            titles.add(title);
        }
        return titles;
    }

    private static Title title(int chapter, Span span, List<Phrase> phrases, String joint, Set<String> used) {
        for (int first = 0; first < phrases.size(); first++) {
            Title title = title(phrases, first, joint);
            if (!used.contains(title.text().toLowerCase(Locale.ROOT))) {
                return title;
            }
        }
        return new Title("Part " + (chapter + 1), List.of(span.from()));
    }

    private static Title title(List<Phrase> phrases, int first, String joint) {
        Phrase one = phrases.get(first);
        for (Phrase two : phrases.subList(first + 1, phrases.size())) {
            boolean fits = one.text().length() + two.text().length() + joint.length() <= MAX_CHARACTERS;
            if (two.score() >= SECOND_SHARE * one.score() && fits && !one.overlaps(two)) {
                Set<Integer> positions = new TreeSet<>(one.positions());
                positions.addAll(two.positions());
                return new Title(sentenceCase(one.text() + joint + two.text()), List.copyOf(positions));
            }
        }
        return new Title(sentenceCase(one.text()), one.positions());
    }

    private static String sentenceCase(String text) {
        int first = text.codePointAt(0);
        boolean coined = text.length() > 1 && Character.isUpperCase(text.codePointAt(Character.charCount(first)));
        return coined
                ? text
                : Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }

    /** A title on one line, cut after a whole word where it is too long. */
    static String shortened(String title) {
        String line = title.replaceAll("\\s+", " ").strip();
        if (line.length() <= MAX_CHARACTERS) {
            return line;
        }
        int space = line.lastIndexOf(' ', MAX_CHARACTERS - 1);
        return line.substring(0, space > 0 ? space : MAX_CHARACTERS - 1).strip() + "…";
    }
}
