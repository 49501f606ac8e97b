package io.linernotes.evaluation.spreadsheet;

import java.util.regex.Pattern;

/** Keeps text text: spreadsheets compute what looks like a formula, and strangers speak in these texts. */
public final class SpreadsheetText {
    /** The cells that a spreadsheet computes; what looks like an escaped one is escaped again. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@＝＋－＠\\t\\r\\n].*", Pattern.DOTALL);

    private SpreadsheetText() {}

    /** With an apostrophe before what would be computed. Not for numbers, which may be negative. */
    public static String escape(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The way back of {@link #escape}. */
    public static String unescape(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
