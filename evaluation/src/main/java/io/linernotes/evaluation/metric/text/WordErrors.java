package io.linernotes.evaluation.metric.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Word error rates of one text, or, added up, of many. Rates are null where the reference holds no word: there, only
 * the number of inserted words means something.
 */
public record WordErrors(EditCounts counts) {
    /** No text. */
    public static final WordErrors NONE = new WordErrors(EditCounts.NONE);

    /** Compares texts that are already normalised, word by word. */
    public static WordErrors of(String reference, String hypothesis) {
        return new WordErrors(EditAlignment.counts(words(reference), words(hypothesis)));
    }

    /** The words of a text: what stands between white space. */
    public static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
    }

    public WordErrors plus(WordErrors other) {
        return new WordErrors(counts.plus(other.counts));
    }

    /** Word error rate: errors over words of the reference; may exceed 1. */
    public @Nullable Double wer() {
        return counts.referenceLength() == 0 ? null : (double) counts.errors() / counts.referenceLength();
    }

    /** Match error rate: errors over steps of the alignment, 0 to 1. */
    public @Nullable Double mer() {
        long steps = counts.hits() + counts.errors();
        return counts.referenceLength() == 0 ? null : (double) counts.errors() / steps;
    }

    /** Word information lost, 0 to 1. */
    public @Nullable Double wil() {
        if (counts.referenceLength() == 0) {
            return null;
        }
        if (counts.hypothesisLength() == 0) {
            return 1.0;
        }
        double kept = (double) counts.hits() / counts.referenceLength();
        return 1 - kept * counts.hits() / counts.hypothesisLength();
    }
}
