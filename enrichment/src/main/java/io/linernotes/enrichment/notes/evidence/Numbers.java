package io.linernotes.enrichment.notes.evidence;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers in a text, in digits and, for English, in words. A speech recogniser writes "two hundred and six" where
 * a summary writes 206. For other languages digits are looked for as digits and as that language spells them.
 */
final class Numbers {
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}++(?:[.,]\\p{Nd}++)*+");
    private static final Pattern GROUPED = Pattern.compile("\\p{Nd}{1,3}([.,])\\p{Nd}{3}(?:\\1\\p{Nd}{3})*+");
    private static final Map<String, Integer> SMALL = EnglishNumerals.small();
    private static final Map<String, Integer> ORDINALS = EnglishNumerals.ordinals();
    private static final Map<String, Long> SCALES =
            Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

    private final boolean readsWords;
    private final @Nullable String language;

    /** @param language ISO 639-1; null is taken for English */
    Numbers(@Nullable String language) {
        this.readsWords = language == null || language.startsWith("en");
        this.language = language;
    }

    /**
     * Whether every number of a statement is in the evidence. "One" is no number here, and neither is an ordinal: both are
     * mostly figures of speech.
     */
    boolean areAllIn(String statement, String evidence) {
        Set<String> known = readings(evidence);
        if (readsWords) {
            inWords(evidence, true).forEach(number -> known.add(Long.toString(number)));
        }
        for (Matcher matcher = DIGITS.matcher(statement); matcher.find(); ) {
            Set<String> readings = readings(matcher.group());
            if (readings.stream().noneMatch(known::contains) && !isSpelledIn(readings, evidence)) {
                return false;
            }
        }
        return !readsWords
                || inWords(statement, false).stream()
                        .allMatch(number -> number < 2 || known.contains(Long.toString(number)));
    }

    /** Every way to read the digits of a text: 1.500 may be one and a half or fifteen hundred. */
    private static Set<String> readings(String text) {
        Set<String> readings = new HashSet<>();
        for (Matcher matcher = DIGITS.matcher(text); matcher.find(); ) {
            String digits = matcher.group();
            if (GROUPED.matcher(digits).matches()) {
                readings.add(plain(digits.replaceAll("[.,]", "")));
            }
            String decimal = digits.replace(',', '.');
            if (decimal.indexOf('.') == decimal.lastIndexOf('.')) {
                readings.add(plain(decimal));
            } else {
                // Both marks: the last one is the decimal point. A date such as 21.11.2026 is its parts.
                int point = decimal.lastIndexOf('.');
                readings.add(plain(decimal.substring(0, point).replace(".", "") + decimal.substring(point)));
                for (String part : decimal.split("\\.", -1)) {
                    readings.add(plain(part));
                }
            }
        }
        return readings;
    }

    private static String plain(String digits) {
        return new BigDecimal(digits).stripTrailingZeros().toPlainString();
    }

    private boolean isSpelledIn(Set<String> readings, String evidence) {
        if (readsWords || language == null) {
            return false;
        }
        RuleBasedNumberFormat format = new RuleBasedNumberFormat(new ULocale(language), RuleBasedNumberFormat.SPELLOUT);
        String squeezed = String.join("", Words.folded(evidence));
        return readings.stream()
                .map(number -> String.join(
                        "", Words.folded(format.format(new BigDecimal(number)).replace("\u00ad", ""))))
                .anyMatch(squeezed::contains);
    }

    private static List<Long> inWords(String text, boolean withOrdinals) {
        List<Long> numbers = new ArrayList<>();
        EnglishNumerals run = new EnglishNumerals(numbers);
        for (String word : Words.folded(text)) {
            if (SMALL.containsKey(word)) {
                run.add(SMALL.get(word));
            } else if (word.equals("hundred")) {
                run.hundred();
            } else if (SCALES.containsKey(word)) {
                run.scale(SCALES.get(word));
            } else if (withOrdinals && ORDINALS.containsKey(word)) {
                run.add(ORDINALS.get(word));
                run.end();
            } else if (!word.equals("and")) {
                run.end();
            }
        }
        run.end();
        return numbers;
    }
}
