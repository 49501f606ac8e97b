package io.linernotes.enrichment.transcript;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ends of sentences by Unicode's rules (UAX 29, as ICU implements them), without the false ends that abbreviations
 * cause (CLDR's list for the language, completed by ours).
 */
final class SentenceBoundaries {
    /** Common in English transcripts, and missing in CLDR's list or not suppressed by it everywhere. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "Jr.", "Sr.", "Rev.", "Gen.", "Sen.", "Rep.", "Gov.", "Capt.",
            "Lt.", "Col.", "Sgt.", "Hon.", "Mt.", "Vol.", "vol.", "Fig.", "fig.", "Ch.", "ch.", "pp.", "e.g.", "i.e.",
            "vs.", "cf.", "ca.", "approx.", "al.");

    /** "U.S.", and the initial of a name. */
    private static final Pattern INITIALS = Pattern.compile("(\\p{Lu}\\.)+");

    private final BreakIterator sentences;

    /** The rules of a language, English where it is not known; looking them up takes longer than using them. */
    SentenceBoundaries(@Nullable String language) {
        ULocale locale = ULocale.forLanguageTag(language == null ? "en" : language);
        sentences = FilteredBreakIteratorBuilder.getInstance(locale)
                .wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
    }

    /**
     * Finds sentence ends.
     *
     * @return offsets just after each sentence and the spaces that follow it; the last one is the text's length
     */
    List<Integer> ends(String text) {
        sentences.setText(text);
        List<Integer> ends = new ArrayList<>();
        sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            if (end == text.length() || !isAbbreviation(lastWord(text, end))) {
                ends.add(end);
            }
        }
        return ends;
    }

    private static boolean isAbbreviation(String word) {
        boolean pronoun = word.equals("I.");
        return ABBREVIATIONS.contains(word)
                || (!pronoun && INITIALS.matcher(word).matches());
    }

    private static String lastWord(String text, int end) {
        String before = text.substring(Math.max(0, end - 20), end).stripTrailing();
        return before.substring(before.lastIndexOf(' ') + 1);
    }
}
