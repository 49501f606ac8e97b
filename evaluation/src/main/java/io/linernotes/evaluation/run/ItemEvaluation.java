package io.linernotes.evaluation.run;

import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.judge.JudgeTask;
import io.linernotes.evaluation.judge.Judgement;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.evaluation.score.JudgeScorer;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.Scorer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One recording of a run that has gold.
 *
 * @param recording SHA-256 of its bytes, or its address where they could not be read
 * @param set name of the gold set
 * @param title for people
 * @param state as in the {@code episodes} table
 * @param problem one sentence on why it is not simply ready; null when it is
 * @param durationMs of the recording, or of its transcript; null when not known
 * @param judgement of a judge; null when none was asked, or there was nothing to judge
 */
public record ItemEvaluation(
        String recording,
        String set,
        GoldItem gold,
        EpisodeOutput output,
        String title,
        String state,
        @Nullable String problem,
        @Nullable Long durationMs,
        List<Score> scores,
        @Nullable Judgement judgement) {
    public ItemEvaluation {
        scores = List.copyOf(scores);
    }

    /** Scores the output. */
    public static ItemEvaluation of(
            Scorer scorer,
            String recording,
            String set,
            GoldItem gold,
            EpisodeOutput output,
            String title,
            String state,
            @Nullable String problem,
            @Nullable Long durationMs) {
        return new ItemEvaluation(
                recording, set, gold, output, title, state, problem, durationMs, scorer.score(gold, output), null);
    }

    /** What a judge is given of it; null when the run wrote nothing that could be judged. */
    public @Nullable JudgeTask judgeTask() {
        return JudgeTasks.of(this);
    }

    /** The same, with what a judge says; null when there was nothing to judge. */
    public ItemEvaluation judged(@Nullable Judgement verdicts) {
        List<Score> more = Stream.concat(scores.stream(), JudgeScorer.score(gold, verdicts).stream())
                .toList();
        return new ItemEvaluation(recording, set, gold, output, title, state, problem, durationMs, more, verdicts);
    }

    /** Names the gold item among all sets: what two runs are paired by. */
    public String key() {
        return set + "/" + gold.id();
    }

    /** The value of a metric; null when it is undefined or not scored. */
    public @Nullable Double value(String metric) {
        return scores.stream()
                .filter(score -> score.metric().equals(metric))
                .findFirst()
                .map(Score::value)
                .orElse(null);
    }
}
