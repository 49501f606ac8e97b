package io.linernotes.evaluation.annotation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one person says.
 *
 * @param asked ids of the rows on the sheet, labelled or not
 * @param answers by row id
 * @param additions chapters that the run missed
 */
record LabelSheet(String annotator, Set<String> asked, Map<String, Answer> answers, List<Addition> additions) {
    LabelSheet {
        asked = Set.copyOf(asked);
        answers = Map.copyOf(answers);
        additions = List.copyOf(additions);
    }

    /**
     * A chapter that the run missed.
     *
     * @param episode its name
     * @param sentence that it starts with, 0-based
     * @param title may be empty
     */
    record Addition(String episode, int sentence, String title) {}
}
