package io.linernotes.evaluation.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table.
 *
 * @param text as shown
 * @param note shown smaller below it; null for none
 * @param sort what the column is ordered by; null for the text
 * @param href an anchor of the page; null for none
 * @param tone a class of the style sheet, such as {@code good} or {@code bad}; null for none
 */
record Cell(
        String text,
        @Nullable String note,
        @Nullable String sort,
        @Nullable String href,
        @Nullable String tone) {
    static Cell text(String text) {
        return new Cell(text, null, null, null, null);
    }

    static Cell number(String text, @Nullable Double value) {
        return new Cell(text, null, value == null ? "" : String.format(Locale.ROOT, "%.9f", value), null, null);
    }

    static Cell count(long count) {
        return number(Wording.count(count), (double) count);
    }

    /** What is not known, not made or does not apply. */
    static Cell none() {
        return new Cell("–", null, "", null, "soft");
    }

    boolean isEmpty() {
        return text.isEmpty() || equals(none());
    }

    Cell withNote(@Nullable String added) {
        return new Cell(text, added, sort, href, tone);
    }

    Cell linkingTo(String anchor) {
        return new Cell(text, note, sort, "#" + anchor, tone);
    }

    Cell toned(@Nullable String added) {
        return new Cell(text, note, sort, href, added);
    }
}
