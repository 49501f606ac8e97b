package io.linernotes.enrichment.transcript;

import java.util.regex.Pattern;

/** Text of unknown origin, as readers should see it. */
public final class PlainText {
    /**
     * Characters without a width: soft hyphens, marks and overrides of direction, invisible operators, annotations, tags,
     * and halves of surrogate pairs. Joiners stay, since Persian and emoji need them.
     */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\u00AD\\u061C\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB"
                    + "\\x{E0000}-\\x{E0FFF}\\p{Cs}]+");

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cc}\\p{Z}]+");

    private PlainText() {}

    /** One line: nothing invisible, and a single space for each stretch of white space and control characters. */
    public static String oneLine(String text) {
        if (isPlain(text)) {
            return text;
        }
        return SPACE.matcher(INVISIBLE.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /** Most texts are ASCII with single spaces, and are read many times. */
    private static boolean isPlain(String text) {
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || (character == ' ' && afterSpace)) {
                return false;
            }
            afterSpace = character == ' ';
        }
        return !afterSpace;
    }
}
