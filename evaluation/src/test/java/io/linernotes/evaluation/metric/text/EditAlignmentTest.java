package io.linernotes.evaluation.metric.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EditAlignmentTest {
    @Test
    void agreesWithTheTableOfTheTextbookOnRandomSequences() {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            List<Integer> reference = random(random, random.nextInt(200), 1 + random.nextInt(6));
            List<Integer> hypothesis = random(random, random.nextInt(200), 1 + random.nextInt(6));
            int expected = textbook(reference, hypothesis);

            EditCounts counts = EditAlignment.counts(reference, hypothesis);

            assertThat(counts.errors()).isEqualTo(expected);
            assertThat(EditAlignment.distance(reference, hypothesis)).isEqualTo(expected);
            assertThat(counts.referenceLength()).isEqualTo(reference.size());
            assertThat(counts.hypothesisLength()).isEqualTo(hypothesis.size());
        }
    }

    @Test
    void stepsReplayTheHypothesis() {
        Random random = new Random(11);
        List<Integer> reference = random(random, 500, 9);
        List<Integer> hypothesis = random(random, 450, 9);
        int i = 0;
        int j = 0;
        for (EditStep step : EditAlignment.steps(reference, hypothesis)) {
            if (step == EditStep.HIT) {
                assertThat(hypothesis.get(j)).isEqualTo(reference.get(i));
            }
            i += step == EditStep.INSERTION ? 0 : 1;
            j += step == EditStep.DELETION ? 0 : 1;
        }
        assertThat(i).isEqualTo(500);
        assertThat(j).isEqualTo(450);
    }

    @Test
    void alignsTwentyThousandWordsInTwoSeconds() {
        Random random = new Random(3);
        List<Integer> reference = random(random, 20_000, 3_000);
        List<Integer> hypothesis = IntStream.range(0, 20_000)
                .mapToObj(i -> random.nextInt(2) == 0 ? reference.get(i) : random.nextInt(3_000))
                .toList();

        EditCounts counts =
                Assertions.assertTimeout(Duration.ofSeconds(2), () -> EditAlignment.counts(reference, hypothesis));

        assertThat(counts.errors()).isEqualTo(EditAlignment.distance(reference, hypothesis));
    }

    @Test
    void splitsTablesThatAreTooLargeToKeep() {
        Random random = new Random(5);
        List<Integer> reference = random(random, 31_000, 400);
        List<Integer> hypothesis = IntStream.range(0, 31_000)
                .filter(i -> i % 10 != 0)
                .mapToObj(i -> i % 7 == 0 ? random.nextInt(400) : reference.get(i))
                .toList();

        EditCounts counts = EditAlignment.counts(reference, hypothesis);

        assertThat(counts.errors()).isEqualTo(EditAlignment.distance(reference, hypothesis));
        assertThat(counts.referenceLength()).isEqualTo(31_000);
        assertThat(counts.hypothesisLength()).isEqualTo(hypothesis.size());
    }

    private static List<Integer> random(Random random, int length, int symbols) {
        return random.ints(length, 0, symbols).boxed().toList();
    }

    private static int textbook(List<Integer> reference, List<Integer> hypothesis) {
        int[][] table = new int[reference.size() + 1][hypothesis.size() + 1];
        for (int i = 0; i <= reference.size(); i++) {
            for (int j = 0; j <= hypothesis.size(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                } else {
                    int change = reference.get(i - 1).equals(hypothesis.get(j - 1)) ? 0 : 1;
                    int step = 1 + Math.min(table[i - 1][j], table[i][j - 1]);
                    table[i][j] = Math.min(step, table[i - 1][j - 1] + change);
                }
            }
        }
        return table[reference.size()][hypothesis.size()];
    }
}
