package io.linernotes.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreSummaryTest {
    @Test
    void corpusRateIsTheSumOfErrorsOverTheSumOfWords() {
        ScoreSummary wer = only(List.of(ratio(5, 50), ratio(3, 40), ratio(8, 60), ratio(2, 30)));

        assertThat(wer.value()).isCloseTo(0.1, within(1e-12));
        // Bounds of the exact distribution over all resamples.
        assertThat(Objects.requireNonNull(wer.interval()).low()).isCloseTo(0.0714, within(0.004));
        assertThat(Objects.requireNonNull(wer.interval()).high()).isCloseTo(0.1238, within(0.004));
    }

    @Test
    void meansCountEachRecordingOnceAndUndefinedOnesNot() {
        List<Score> scores = List.of(f1(0.2), f1(0.6), undefined());

        ScoreSummary summary = only(scores);

        assertThat(summary.value()).isCloseTo(0.4, within(1e-12));
        assertThat(summary.scored()).isEqualTo(2);
        assertThat(summary.expected()).isEqualTo(3);
    }

    @Test
    void oneRecordingHasNoInterval() {
        assertThat(only(List.of(f1(0.2))).interval()).isNull();
        assertThat(only(List.of(undefined())).value()).isNull();
    }

    @Test
    void theSameScoresGiveTheSameInterval() {
        List<Score> scores = IntStream.range(0, 12).mapToObj(i -> f1(i / 12.0)).toList();

        assertThat(only(scores)).isEqualTo(only(scores));
    }

    @Test
    void anUnknownMetricIsAnError() {
        List<Score> scores = List.of(new Score("i", "c", "chapters", "sparkle", "1", 1.0, null, null, 1, null));

        assertThatThrownBy(() -> ScoreSummary.of(scores)).hasMessage("There is no metric named \"sparkle\"");
    }

    private static ScoreSummary only(List<Score> scores) {
        List<ScoreSummary> summaries = ScoreSummary.of(scores);
        assertThat(summaries).hasSize(1);
        return summaries.get(0);
    }

    private static Score ratio(double errors, double words) {
        return new Score("i", "c", "transcript", "wer", "1", errors / words, errors, words, (long) words, null);
    }

    private static Score f1(double value) {
        return new Score("i", "c", "chapters", "boundary_f1_30s", "1", value, null, null, 3, null);
    }

    private static Score undefined() {
        return new Score("i", "c", "chapters", "boundary_f1_30s", "1", null, null, null, 0, "Why.");
    }
}
