package io.linernotes.evaluation.run;

import io.linernotes.evaluation.score.Floor;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.Scorer;
import java.util.List;
import java.util.function.Function;

/**
 * What simple means reach on the recordings of a run.
 *
 * @param simple evenly spaced chapters, and the first sentences as the summary
 * @param lexical chapters that are found by the words alone
 */
public record Floors(List<KeyedScore> simple, List<KeyedScore> lexical) {
    public Floors {
        simple = List.copyOf(simple);
        lexical = List.copyOf(lexical);
    }

    /** Scores them with the scorer that the run was scored with. */
    public static Floors of(RunEvaluation run, Scorer scorer) {
        Floor floor = new Floor(scorer);
        return new Floors(
                keyed(run, item -> floor.scores(item.gold(), item.output())),
                keyed(run, item -> floor.lexicalScores(item.gold(), item.output())));
    }

    private static List<KeyedScore> keyed(RunEvaluation run, Function<ItemEvaluation, List<Score>> scores) {
        return run.items().stream()
                .flatMap(item -> scores.apply(item).stream().map(score -> new KeyedScore(item.key(), score)))
                .toList();
    }
}
