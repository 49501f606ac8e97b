package io.linernotes.evaluation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.Score;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final RunEvaluation BASELINE = Runs.plain("before", 20);

    @Test
    void theSameRunAgainstItselfPasses() {
        List<GateResult> results = Gates.checkBundled(BASELINE, BASELINE);

        assertThat(results)
                .extracting(GateResult::name)
                .containsExactly("words", "chapter starts", "chapter places in the text", "money", "tokens");
        assertThat(results).allSatisfy(result -> assertThat(result.outcome()).isEqualTo(GateOutcome.PASS));
    }

    @Test
    void chaptersMovedByFortySecondsFailTheGatesOfChaptersAlone() {
        RunEvaluation moved = Runs.run("moved", 20, start -> start + 40_000, UnaryOperator.identity(), 1);

        assertThat(failed(moved)).containsExactly("chapter starts", "chapter places in the text");
        GateResult gate = gate(moved, "chapter starts");
        assertThat(gate.sentence())
                .matches("boundary_f1_30s went from 0\\.\\d+ to 0(\\.\\d+)?: worse by \\+0\\.\\d+ "
                        + "\\(99 % interval 0\\.\\d+ to 0\\.\\d+\\) over 20 paired items; \\d+ better, \\d+ worse\\.");
        assertThat(gate.rule()).isEqualTo("boundary_f1_30s worse than the baseline by at most 0.03");
    }

    @Test
    void threePerCentOfWrongWordsFailTheGateOfWordsAlone() {
        RunEvaluation garbled = Runs.run("garbled", 20, LongUnaryOperator.identity(), Runs.everyWord(33), 1);

        assertThat(failed(garbled)).containsExactly("words");
        assertThat(gate(garbled, "words").interval())
                .satisfies(interval -> assertThat(interval.low()).isBetween(0.02, 0.03));
    }

    @Test
    void costsUpByAFifthFailTheGatesOfCostAlone() {
        RunEvaluation dear = Runs.run("dear", 20, LongUnaryOperator.identity(), UnaryOperator.identity(), 1.2);

        assertThat(failed(dear)).containsExactly("money", "tokens");
        assertThat(gate(dear, "money").sentence())
                .isEqualTo("0.012 of money for language models per audio hour after 0.01: +20 %.");
    }

    /** Pairs of runs that differ by chance alone, often by more than the gate allows: nothing fails. */
    @Test
    void noiseFromTwentyItemsFailsNoGate() {
        Random random = new Random(20_261_121);
        Gate gate = gates("{name = starts, metric = boundary_f1_30s, worse-by-at-most = 0.03}")
                .get(0);
        List<GateOutcome> outcomes = IntStream.range(0, 100)
                .mapToObj(pair -> gate.check(noisy(random), noisy(random)).outcome())
                .toList();

        assertThat(outcomes).contains(GateOutcome.UNDECIDED).doesNotContain(GateOutcome.FAIL, GateOutcome.UNDEFINED);
    }

    private static RunEvaluation noisy(Random random) {
        return Runs.chapters(20, start -> Math.max(6_000, start + Math.round(60_000 * random.nextGaussian())));
    }

    @Test
    void aValueBeyondABoundFailsOnlyWhenItsWholeIntervalIs() {
        assertThat(outcome("{name = a, metric = wer, at-most = 0.01}", BASELINE, null))
                .isEqualTo(GateOutcome.FAIL);
        assertThat(outcome("{name = a, metric = wer, at-most = 0.2}", BASELINE, null))
                .isEqualTo(GateOutcome.PASS);
        double value = gates("{name = a, metric = boundary_f1_30s, at-least = 0}")
                .get(0)
                .check(BASELINE, null)
                .value();
        assertThat(outcome(
                        "{name = a, metric = boundary_f1_30s, at-least = %s}".formatted(value + 0.005), BASELINE, null))
                .isEqualTo(GateOutcome.UNDECIDED);
    }

    @Test
    void whatHasNoValueNeverPasses() {
        RunEvaluation nothing = without(BASELINE, BASELINE.items());

        assertThat(outcome("{name = a, metric = rouge_lsum, at-least = 0.1}", BASELINE, null))
                .isEqualTo(GateOutcome.UNDEFINED);
        assertThat(outcome("{name = a, metric = wer, worse-by-at-most = 0.1}", nothing, BASELINE))
                .isEqualTo(GateOutcome.UNDEFINED);
        assertThat(GateOutcome.UNDEFINED.isAllowed()).isFalse();
    }

    @Test
    void itemsThatTheBaselineScoredMayNotGoMissing() {
        RunEvaluation fewer = without(BASELINE, BASELINE.items().subList(0, 2));

        GateResult result =
                gates("{name = a, metric = wer, worse-by-at-most = 0.1}").get(0).check(fewer, BASELINE);

        assertThat(result.outcome()).isEqualTo(GateOutcome.UNDEFINED);
        assertThat(result.sentence())
                .isEqualTo("18 of 20 items have a value of wer in both runs; 2 have one in the baseline only.");
        assertThat(gates("{name = a, metric = wer, worse-by-at-most = 0.1, undefined-at-most = 0.1}")
                        .get(0)
                        .check(fewer, BASELINE)
                        .outcome())
                .isEqualTo(GateOutcome.PASS);
    }

    @Test
    void whatNeitherRunCanHaveIsNoLoss() {
        List<Gate> gates = gates("{name = a, metric = wer, worse-by-at-most = 0.1}");
        RunEvaluation half = unscored(BASELINE, BASELINE.items().subList(0, 10));
        RunEvaluation none = unscored(BASELINE, BASELINE.items());

        GateResult result = gates.get(0).check(half, half);

        assertThat(result.outcome()).isEqualTo(GateOutcome.PASS);
        assertThat(result.sentence()).contains("over 10 paired items");
        assertThat(gates.get(0).check(half, BASELINE).outcome()).isEqualTo(GateOutcome.UNDEFINED);
        assertThat(gates.get(0).check(BASELINE, half).outcome()).isEqualTo(GateOutcome.PASS);
        assertThat(gates.get(0).check(none, half).outcome()).isEqualTo(GateOutcome.UNDEFINED);
        assertThat(half.items().get(0).value("wer")).isNull();
    }

    /** The run with some items of which no metric has a value. */
    private static RunEvaluation unscored(RunEvaluation run, List<ItemEvaluation> items) {
        return with(
                run,
                run.items().stream()
                        .map(item -> items.contains(item) ? unscored(item) : item)
                        .toList());
    }

    private static ItemEvaluation unscored(ItemEvaluation item) {
        return new ItemEvaluation(
                item.recording(),
                item.set(),
                item.gold(),
                item.output(),
                item.title(),
                item.state(),
                item.problem(),
                item.durationMs(),
                item.scores().stream()
                        .map(score -> new Score(
                                score.item(),
                                score.cluster(),
                                score.step(),
                                score.metric(),
                                score.metricVersion(),
                                null,
                                null,
                                null,
                                0,
                                "Nothing to score."))
                        .toList(),
                null);
    }

    private static RunEvaluation without(RunEvaluation run, List<ItemEvaluation> items) {
        return with(
                run, run.items().stream().filter(item -> !items.contains(item)).toList());
    }

    private static RunEvaluation with(RunEvaluation run, List<ItemEvaluation> items) {
        return new RunEvaluation(
                run.run(),
                run.folder(),
                run.started(),
                run.ended(),
                run.speechModel(),
                run.engine(),
                run.appVersion(),
                run.audioMs(),
                run.states(),
                items,
                run.goldItems(),
                run.calls(),
                run.failures(),
                run.budget(),
                run.judging());
    }

    private static List<String> failed(RunEvaluation run) {
        return Gates.checkBundled(run, BASELINE).stream()
                .filter(result -> !result.outcome().isAllowed())
                .map(GateResult::name)
                .toList();
    }

    private static GateResult gate(RunEvaluation run, String name) {
        return Gates.checkBundled(run, BASELINE).stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GateOutcome outcome(String gate, RunEvaluation run, @Nullable RunEvaluation baseline) {
        return gates(gate).get(0).check(run, baseline).outcome();
    }

    private static List<Gate> gates(String gate) {
        return GateFile.read("test", "gates = [%s]".formatted(gate));
    }
}
