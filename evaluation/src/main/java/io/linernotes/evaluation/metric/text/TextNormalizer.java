package io.linernotes.evaluation.metric.text;

import java.util.Locale;

/** Makes two spellings of the same words equal before they are compared. Both sides must go through the same one. */
public enum TextNormalizer {
    /** As it is. */
    NONE,
    /** Whisper's normaliser for every language. */
    BASIC,
    /** Whisper's normaliser for every language, and without accents. */
    BASIC_WITHOUT_DIACRITICS,
    /** Whisper's normaliser for languages that set no spaces: every letter becomes a word. */
    BASIC_LETTERS,
    /** Whisper's normaliser for English: fillers, contractions, titles, numbers, British spellings. */
    ENGLISH;

    /** The text in its comparable form; it may begin or end with a space. */
    public String normalize(String text) {
        return switch (this) {
            case NONE -> text;
            case BASIC -> WhisperText.basic(text);
            case BASIC_WITHOUT_DIACRITICS -> WhisperText.basicWithoutDiacritics(text);
            case BASIC_LETTERS -> WhisperText.basicLetters(text);
            case ENGLISH -> WhisperText.english(text);
        };
    }

    /** The one that word error rates in this language are published with. */
    public static TextNormalizer forLanguage(String language) {
        return switch (language.toLowerCase(Locale.ROOT)) {
            case "en" -> ENGLISH;
            case "ja", "zh", "th", "lo", "my", "yue" -> BASIC_LETTERS;
            default -> BASIC;
        };
    }
}
