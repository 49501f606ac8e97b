package io.linernotes.evaluation.annotation;

import java.util.List;

/** What the columns of a sheet are. */
final class SheetColumns {
    static final String ID = "id";
    static final String KIND = "kind";
    static final String EPISODE = "episode";
    static final String VERDICT = "verdict";
    static final String CORRECTED_TIME = "corrected_time";
    static final String CORRECTED_TEXT = "corrected_text";
    static final String ANSWERS = "answers";

    static final List<String> ALL =
            List.of(ID, KIND, EPISODE, "time", "text", "evidence", VERDICT, CORRECTED_TIME, CORRECTED_TEXT, "comment");

    private SheetColumns() {}
}
