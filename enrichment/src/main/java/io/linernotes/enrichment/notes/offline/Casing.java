package io.linernotes.enrichment.notes.offline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which words an episode writes with a capital in the middle of sentences, and are therefore names. The first word of
 * a sentence proves nothing.
 */
final class Casing {
    /** Above this share of capitals, as in German or in titles, a capital says nothing. */
    private static final double TELLING_SHARE = 0.25;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?…:\"“”]\\s*$");

    private final Map<String, int[]> counts = new HashMap<>();
    /** Lower-cased words of the speakers' names, which are names wherever they stand. */
    private final Set<String> speakers = new HashSet<>();

    private long capitals;
    private long words;

    static Casing of(Episode episode) {
        Casing casing = new Casing();
        for (int i = 0; i < episode.size(); i++) {
            casing.count(episode.text(i));
            String speaker = episode.sentence(i).speaker();
            if (speaker != null) {
                casing.speakers.addAll(List.of(Terms.lower(speaker).split(" ", -1)));
            }
        }
        return casing;
    }

    private void count(String text) {
        Matcher matcher = Terms.WORD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            boolean first = end == 0
                    || SENTENCE_END
                            .matcher(text.substring(end, matcher.start()))
                            .find();
            end = matcher.end();
            if (!first) {
                boolean capital = isCapitalised(matcher.group());
                counts.computeIfAbsent(Terms.lower(matcher.group()), word -> new int[2])[capital ? 1 : 0]++;
                capitals += capital ? 1 : 0;
                words++;
            }
        }
    }

    static boolean isCapitalised(String word) {
        return Character.isUpperCase(word.codePointAt(0));
    }

    /** Written with several capitals or digits inside: an acronym or a coined name wherever it stands. */
    static boolean isDistinctive(String word) {
        return word.codePoints().skip(1).anyMatch(Character::isUpperCase);
    }

    /** Whether capitals tell names from other words here. */
    boolean tells() {
        return words == 0 || capitals < TELLING_SHARE * words;
    }

    /** Whether a word is mostly written with a capital where it need not be. */
    boolean isName(String word) {
        int[] count = counts.get(Terms.lower(word));
        boolean speaker = speakers.contains(Terms.lower(word)) && isCapitalised(word);
        return speaker || (count == null ? isDistinctive(word) : count[1] > count[0]);
    }

    /** Whether a word is ever written without a capital where it could have one. */
    boolean isSeenLowerCase(String word) {
        int[] count = counts.get(Terms.lower(word));
        return count != null && count[0] > 0;
    }

    /** Words as they would be written in the middle of a sentence. */
    String midSentence(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            boolean keep = !tells() || isName(word) || isDistinctive(word);
            text.append(text.length() == 0 ? "" : " ").append(keep ? word : Terms.lower(word));
        }
        return text.toString();
    }
}
