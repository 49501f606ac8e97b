package io.linernotes.evaluation.metric.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spelled-out English numbers to digits, with currencies before and per cent after them: "two dollars and seventy
 * cents" becomes "$2.70". Follows {@code EnglishNumberNormalizer} of {@code openai/whisper}, oddities included:
 * neighbouring numbers merge, and "one" alone stays a word.
 */
final class EnglishNumbers {
    private static final Pattern AND_A_HALF = WhisperText.unicode("\\band\\s+a\\s+half\\b");
    private static final Pattern LETTER_DIGIT = WhisperText.unicode("([a-z])([0-9])");
    private static final Pattern DIGIT_LETTER = WhisperText.unicode("([0-9])([a-z])");
    private static final Pattern ENDING_APART = WhisperText.unicode("([0-9])\\s+(st|nd|rd|th|s)\\b");
    private static final Pattern AND_CENTS = WhisperText.unicode("([€£$])([0-9]+) (?:and )?¢([0-9]{1,2})\\b");
    private static final Pattern ONLY_CENTS = WhisperText.unicode("[€£$]0.([0-9]{1,2})\\b");
    private static final Pattern ONE = WhisperText.unicode("\\b1(s?)\\b");

    private EnglishNumbers() {}

    static String toDigits(String text) {
        String prepared = prepared(text).strip();
        List<String> words = prepared.isEmpty() ? List.of() : List.of(prepared.split("\\s+", -1));
        return finished(String.join(" ", new NumberPhrases(words).write()));
    }

    private static String prepared(String text) {
        String spaced = withHalves(text);
        spaced = LETTER_DIGIT.matcher(spaced).replaceAll("$1 $2");
        spaced = DIGIT_LETTER.matcher(spaced).replaceAll("$1 $2");
        return ENDING_APART.matcher(spaced).replaceAll("$1$2");
    }

    /** "three and a half" becomes "three point five". */
    private static String withHalves(String text) {
        String[] parts = AND_A_HALF.split(text, -1);
        List<String> results = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.isEmpty()) {
                continue;
            }
            results.add(parts[i]);
            if (i < parts.length - 1) {
                String[] words = part.split("\\s+", -1);
                String last = words[words.length - 1];
                boolean number = NumberWords.isDigitWord(last) || NumberWords.MULTIPLIERS.containsKey(last);
                results.add(number ? "point five" : "and a half");
            }
        }
        return String.join(" ", results);
    }

    private static String finished(String text) {
        String money = AND_CENTS.matcher(text).replaceAll(EnglishNumbers::withCents);
        money = ONLY_CENTS.matcher(money).replaceAll(match -> "¢" + Integer.parseInt(match.group(1)));
        return ONE.matcher(money).replaceAll("one$1");
    }

    private static String withCents(MatchResult match) {
        String amount = String.format(Locale.ROOT, "%s.%02d", match.group(2), Integer.parseInt(match.group(3)));
        return Matcher.quoteReplacement(match.group(1) + amount);
    }
}
