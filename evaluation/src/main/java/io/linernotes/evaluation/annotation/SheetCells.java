package io.linernotes.evaluation.annotation;

import java.util.List;
import java.util.regex.Pattern;

/** What the columns of a sheet are, and how its cells stay text. */
final class SheetCells {
    static final String ID = "id";
    static final String KIND = "kind";
    static final String EPISODE = "episode";
    static final String VERDICT = "verdict";
    static final String CORRECTED_TIME = "corrected_time";
    static final String CORRECTED_TEXT = "corrected_text";
    static final String ANSWERS = "answers";

    static final List<String> COLUMNS =
            List.of(ID, KIND, EPISODE, "time", "text", "evidence", VERDICT, CORRECTED_TIME, CORRECTED_TEXT, "comment");

    /** The cells that a spreadsheet computes; what looks like an escaped one is escaped again. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@＝＋－＠\\t\\r\\n].*", Pattern.DOTALL);

    private SheetCells() {}

    /** Strangers speak in these texts: none of them may run in somebody's spreadsheet. */
    static String escape(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The way back of {@link #escape}. */
    static String unescape(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
