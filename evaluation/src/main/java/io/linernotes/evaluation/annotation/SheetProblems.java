package io.linernotes.evaluation.annotation;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with sheets, all of it, so that one look is enough to mend them. */
final class SheetProblems {
    private static final int SHOWN = 50;

    private final List<String> sentences = new ArrayList<>();

    /** @param sentence complete, with a full stop */
    void add(String sentence) {
        sentences.add(sentence);
    }

    /** @param row as spreadsheets number them: the heading is row 1 */
    void add(String file, int row, String sentence) {
        add("%s, row %d: %s.".formatted(file, row, sentence));
    }

    /** @throws EnrichmentException {@code GOLD_INVALID} with a sentence on each line, if there is a problem */
    void check() {
        if (sentences.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>(sentences.subList(0, Math.min(SHOWN, sentences.size())));
        if (sentences.size() > SHOWN) {
            shown.add("%d more problems are not shown.".formatted(sentences.size() - SHOWN));
        }
        throw new EnrichmentException(ErrorCode.GOLD_INVALID, String.join("\n", shown));
    }
}
