package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The search over logits made by hand. */
class BeamSearchTest {
    private static final WhisperModel MODEL = WhisperModels.model(Fixtures.FOLDER);
    private static final SpecialTokens SPECIAL = MODEL.tokenizer().special();
    private static final int ZERO = SPECIAL.firstTimestamp();
    private static final int END = SPECIAL.endOfText();
    private static final int THE = 383;
    private static final int GARDEN = 11376;

    @Test
    void findsATextThatBeginsWithTheLesserToken() {
        BeamSearch search = search(2, 1);
        step(search, Map.of(ZERO, 9f));
        // "garden" is a little likelier, but what may follow it is not.
        step(search, Map.of(THE, 2.0f, GARDEN, 2.1f));
        step(search, row -> search.last(row) == THE ? Map.of(END, 9f) : Map.of(END, 1f, THE, 0.9f, GARDEN, 0.9f));
        step(search, Map.of(END, 9f));

        assertThat(search.finished()).isTrue();
        assertThat(search.best().tokens()).containsExactly(ZERO, THE);
    }

    @Test
    void saysWhichRowEveryRowContinues() {
        BeamSearch search = search(3, 1);
        assertThat(search.length()).isZero();
        assertThat(step(search, Map.of(ZERO, 9f, ZERO + 1, 8f, ZERO + 2, 7f))).containsExactly(0, 0, 0);
        // The second row is certain, the others are not: both of its children and one of the first row's stay.
        int[] sources = step(
                search, row -> row == 1 ? Map.of(THE, 40f, GARDEN, 39.9f) : row == 0 ? Map.of(THE, 30f) : Map.of());

        assertThat(sources).containsExactly(0, 1, 1);
        assertThat(search.last(1)).isEqualTo(THE);
        assertThat(search.last(2)).isEqualTo(GARDEN);
    }

    @Test
    void waitsForAsManyEndsAsPatienceAsksFor() {
        assertThat(stepsToTheEnd(2, 1)).isEqualTo(3);
        assertThat(stepsToTheEnd(2, 2)).isEqualTo(4);
    }

    @Test
    void comparesMeansByDefaultAndSumsWithoutAPenalty() {
        Hypothesis brief = hypothesis(2, -1.0);
        Hypothesis wordy = hypothesis(8, -0.9);

        SequenceRank mean = new SequenceRank(null);
        SequenceRank none = new SequenceRank(0.0);
        assertThat(mean.of(wordy)).isGreaterThan(mean.of(brief));
        assertThat(none.of(brief)).isGreaterThan(none.of(wordy));
        assertThat(new SequenceRank(1.0).of(brief)).isEqualTo(-2 * 6 / 7.0);
    }

    @Test
    void countsUnendedTextsWhereTooFewEnd() {
        BeamSearch search = new BeamSearch(MODEL.rules(), new SequenceRank(null), END, 3, 2, 1);
        step(search, Map.of(ZERO, 9f));
        step(search, Map.of(THE, 9f));
        step(search, Map.of(GARDEN, 9f));

        assertThat(search.finished()).isTrue();
        assertThat(search.best().tokens()).containsExactly(ZERO, THE, GARDEN);
    }

    private static int stepsToTheEnd(int beams, double patience) {
        BeamSearch search = search(beams, patience);
        step(search, Map.of(ZERO, 9f, ZERO + 1, 8.9f));
        step(search, Map.of(THE, 9f));
        int steps = 2;
        while (!search.finished()) {
            step(search, Map.of(END, 9f, GARDEN, 8.9f));
            steps++;
        }
        return steps;
    }

    private static Hypothesis hypothesis(int length, double logProbability) {
        Hypothesis hypothesis = new Hypothesis();
        for (int i = 0; i < length; i++) {
            hypothesis.add(THE, logProbability);
        }
        return hypothesis;
    }

    private static BeamSearch search(int beams, double patience) {
        return new BeamSearch(MODEL.rules(), new SequenceRank(null), END, 224, beams, patience);
    }

    private interface Row {
        Map<Integer, Float> likely(int row);
    }

    private static int[] step(BeamSearch search, Map<Integer, Float> likely) {
        return step(search, row -> likely);
    }

    private static int[] step(BeamSearch search, Row rows) {
        for (int row = 0; row < search.rows(); row++) {
            float[] logits = new float[MODEL.sizes().vocabulary()];
            Arrays.fill(logits, -20);
            rows.likely(row).forEach((id, value) -> logits[id] = value);
            search.accept(row, logits);
        }
        return search.advance();
    }
}
