package io.linernotes.enrichment.transcript;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends of sentences by Unicode's rules (UAX 29, as ICU implements them), without the false ends that abbreviations
 * cause (CLDR's list for the language, completed by ours).
 */
final class SentenceBoundaries {
    /** Common in speech transcripts and missing in CLDR's English list, or there only in another spelling. */
    private static final List<String> ABBREVIATIONS = List.of(
            "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "Jr.", "Sr.", "Rev.", "Gen.", "Sen.", "Rep.", "Gov.", "Capt.",
            "Lt.", "Col.", "Sgt.", "Hon.", "Mt.", "No.", "Nos.", "Vol.", "vol.", "Fig.", "fig.", "Ch.", "ch.", "pp.",
            "e.g.", "i.e.", "vs.", "cf.", "ca.", "approx.", "al.", "U.S.", "U.K.", "Ph.D.", "Inc.", "Ltd.", "Corp.");

    private SentenceBoundaries() {}

    /**
     * Finds sentence ends.
     *
     * @return offsets just after each sentence and the spaces that follow it; the last one is the text's length
     */
    static List<Integer> ends(String text, @Nullable String language) {
        ULocale locale = ULocale.forLanguageTag(language == null ? "en" : language);
        FilteredBreakIteratorBuilder builder = FilteredBreakIteratorBuilder.getInstance(locale);
        for (String abbreviation : ABBREVIATIONS) {
            builder.suppressBreakAfter(abbreviation);
        }
        BreakIterator sentences = builder.wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
        sentences.setText(text);
        List<Integer> ends = new ArrayList<>();
        sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            ends.add(end);
        }
        return ends;
    }
}
