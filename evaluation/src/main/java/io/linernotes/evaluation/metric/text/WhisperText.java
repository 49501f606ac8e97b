package io.linernotes.evaluation.metric.text;

import static java.util.regex.Pattern.UNICODE_CHARACTER_CLASS;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text normalisers that Whisper's published error rates rest on: {@code whisper/normalizers/basic.py} and
 * {@code english.py} of {@code openai/whisper}. Their oddities are kept, or numbers could not be compared.
 */
final class WhisperText {
    private static final Pattern BRACKETED = unicode("[<\\[][^>\\]]*[>\\]]");
    private static final Pattern PARENTHESISED = unicode("\\(([^)]+?)\\)");
    private static final Pattern SPACES = unicode("\\s+");
    private static final Pattern GRAPHEME = unicode("\\X");
    private static final Pattern SPACE_BEFORE_APOSTROPHE = unicode("\\s+'");
    private static final Pattern COMMA_IN_NUMBER = unicode("(\\d),(\\d)");
    private static final Pattern FULL_STOP = unicode("\\.([^0-9]|$)");
    private static final Pattern LONE_PREFIX = unicode("[.$¢€£]([^0-9])");
    private static final Pattern LONE_PER_CENT = unicode("([^0-9])%");
    private static final String KEPT_IN_ENGLISH = ".%$¢€£";

    /** Letters that Unicode does not decompose into a plain letter and a mark. */
    private static final Map<Integer, String> PLAIN_LETTERS = Map.ofEntries(
            plain('œ', "oe"),
            plain('Œ', "OE"),
            plain('ø', "o"),
            plain('Ø', "O"),
            plain('æ', "ae"),
            plain('Æ', "AE"),
            plain('ß', "ss"),
            plain('ẞ', "SS"),
            plain('đ', "d"),
            plain('Đ', "D"),
            plain('ð', "d"),
            plain('Ð', "D"),
            plain('þ', "th"),
            plain('Þ', "th"),
            plain('ł', "l"),
            plain('Ł', "L"));

    private WhisperText() {}

    static String basic(String text) {
        return collapse(spoken(text, WhisperText::withoutSymbols));
    }

    static String basicWithoutDiacritics(String text) {
        return collapse(spoken(text, symbols -> withoutDiacritics(symbols, "")));
    }

    static String basicLetters(String text) {
        String letters = GRAPHEME.matcher(spoken(text, WhisperText::withoutSymbols))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining(" "));
        return collapse(letters);
    }

    static String english(String text) {
        String words = withoutStageDirections(text.toLowerCase(Locale.ROOT));
        words = EnglishContractions.withoutFillers(words);
        words = SPACE_BEFORE_APOSTROPHE.matcher(words).replaceAll("'");
        words = EnglishContractions.expand(words);
        words = COMMA_IN_NUMBER.matcher(words).replaceAll("$1$2");
        words = FULL_STOP.matcher(words).replaceAll(" $1");
        words = withoutDiacritics(words, KEPT_IN_ENGLISH);
        words = EnglishNumbers.toDigits(words);
        words = AmericanSpelling.of(List.of(words.strip().split("\\s+", -1)));
        words = LONE_PREFIX.matcher(words).replaceAll(" $1");
        words = LONE_PER_CENT.matcher(words).replaceAll("$1 ");
        return collapse(words);
    }

    private static String spoken(String text, UnaryOperator<String> clean) {
        return clean.apply(withoutStageDirections(text.toLowerCase(Locale.ROOT)))
                .toLowerCase(Locale.ROOT);
    }

    private static String withoutStageDirections(String text) {
        return PARENTHESISED.matcher(BRACKETED.matcher(text).replaceAll("")).replaceAll("");
    }

    private static String withoutSymbols(String text) {
        StringBuilder result = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .forEach(point -> result.appendCodePoint(isMarkSymbolOrPunctuation(point) ? ' ' : point));
        return result.toString();
    }

    private static String withoutDiacritics(String text, String kept) {
        StringBuilder result = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().forEach(point -> {
            if (kept.indexOf(point) >= 0) {
                result.appendCodePoint(point);
            } else if (PLAIN_LETTERS.containsKey(point)) {
                result.append(PLAIN_LETTERS.get(point));
            } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
                result.appendCodePoint(isMarkSymbolOrPunctuation(point) ? ' ' : point);
            }
        });
        return result.toString();
    }

    private static boolean isMarkSymbolOrPunctuation(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static String collapse(String text) {
        return SPACES.matcher(text).replaceAll(" ");
    }

    private static Map.Entry<Integer, String> plain(char letter, String replacement) {
        return Map.entry((int) letter, replacement);
    }

    /** Java's {@code \s}, {@code \d} and {@code \b} know only ASCII unless they are told otherwise. */
    static Pattern unicode(String expression) {
        return Pattern.compile(expression, UNICODE_CHARACTER_CLASS);
    }
}
