package io.linernotes.enrichment.notes.evidence;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits text into words and brings them into the form in which they are compared. */
public final class Words {
    /** Possessive, as a group that can be given back is repeated by recursion: a long word would end the stack. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]++(?:['’]\\p{L}++)*+");

    private static final Pattern POSSESSIVE = Pattern.compile("['’]s?$");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Words() {}

    /** A word as written, and where. */
    record Word(String text, int start) {
        boolean isCapitalised() {
            return Character.isUpperCase(text.codePointAt(0));
        }
    }

    static List<Word> in(String text) {
        List<Word> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(text); matcher.find(); ) {
            words.add(new Word(matcher.group(), matcher.start()));
        }
        return words;
    }

    /** Lower case, without accents and without a possessive ending. */
    static String fold(String word) {
        String bare = POSSESSIVE.matcher(word).replaceFirst("");
        String decomposed = Normalizer.normalize(bare, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** The words of a text, in order, in the form in which they are compared. */
    public static List<String> folded(String text) {
        return in(text).stream().map(word -> fold(word.text())).toList();
    }
}
