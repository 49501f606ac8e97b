package io.linernotes.evaluation.score;

import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Word;
import io.linernotes.evaluation.metric.text.EditAlignment;
import io.linernotes.evaluation.metric.text.EditStep;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import io.linernotes.evaluation.metric.text.WordErrors;
import io.linernotes.evaluation.metric.transcript.Calibration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How sure the recogniser was of each word, and whether the word was said. */
public final class WordConfidence {
    /** Equal-width bins of a reliability diagram. */
    public static final int BINS = 10;

    private WordConfidence() {}

    /** Words after the basic normaliser, which changes no count of words; null when words have no probabilities. */
    public static @Nullable Calibration of(String reference, List<Segment> segments) {
        List<String> actual = new ArrayList<>();
        List<Double> confidences = new ArrayList<>();
        for (Segment segment : segments) {
            for (Word word : segment.words()) {
                for (String token : WordErrors.words(TextNormalizer.BASIC.normalize(word.text()))) {
                    actual.add(token);
                    confidences.add(word.probability());
                }
            }
        }
        if (actual.isEmpty()) {
            return null;
        }
        boolean[] correct = new boolean[actual.size()];
        int position = 0;
        List<String> expected = WordErrors.words(TextNormalizer.BASIC.normalize(reference));
        for (EditStep step : EditAlignment.steps(expected, actual)) {
            if (step != EditStep.DELETION) {
                correct[position++] = step == EditStep.HIT;
            }
        }
        return new Calibration(
                confidences.stream().mapToDouble(Double::doubleValue).toArray(), correct);
    }
}
