package io.linernotes.enrichment.transcript;

import java.util.ArrayList;
import java.util.List;

/** Cuts a segment into tokens: its words where they have times, else pieces with interpolated times. */
final class Tokenization {
    private Tokenization() {}

    static List<Token> of(int index, Segment segment) {
        List<Token> words = words(index, segment);
        return words.isEmpty() ? interpolated(index, segment) : words;
    }

    /** The segment's words at their places in its text; empty when one of them is not there. */
    private static List<Token> words(int index, Segment segment) {
        List<Token> tokens = new ArrayList<>();
        int from = 0;
        for (Word word : segment.words()) {
            int start = segment.text().indexOf(word.text(), from);
            if (start < 0 || word.text().isEmpty()) {
                return List.of();
            }
            from = start + word.text().length();
            tokens.add(new Token(
                    index, start, from, word.range().startMs(), word.range().endMs(), word));
        }
        return tokens;
    }

    /** Time spreads evenly over the characters. */
    private static List<Token> interpolated(int index, Segment segment) {
        String text = segment.text();
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = tokenEnd(text, start);
            if (end > start) {
                tokens.add(new Token(index, start, end, timeAt(segment, start), timeAt(segment, end), null));
            }
            start = Math.max(end, start + 1);
        }
        return tokens;
    }

    private static long timeAt(Segment segment, int offset) {
        return segment.range().startMs()
                + segment.range().durationMs() * offset / segment.text().length();
    }

    /** End of the token at {@code start}, which is {@code start} itself at a space. Closing punctuation stays with it. */
    private static int tokenEnd(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            int codePoint = text.codePointAt(end);
            boolean cut = end > start
                    && isWrittenWithoutSpaces(codePoint)
                    && Character.isLetter(codePoint)
                    && Character.getType(codePoint) != Character.MODIFIER_LETTER;
            if (cut) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    /** Whether the script of a character does not put spaces between words. */
    static boolean isWrittenWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            // CJK punctuation and full-width forms
            default -> (codePoint >= 0x3000 && codePoint <= 0x303F) || (codePoint >= 0xFF00 && codePoint <= 0xFF65);
        };
    }
}
