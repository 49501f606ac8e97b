package io.linernotes.evaluation.score;

import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.judge.Judgement;
import io.linernotes.evaluation.judge.Opinion;
import io.linernotes.evaluation.judge.PointVerdict;
import io.linernotes.evaluation.metric.MetricRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a judge says of one recording, as scores. A recording with a missing verdict has no value: none is made up. */
public final class JudgeScorer {
    private static final String STEP = "judge";

    private JudgeScorer() {}

    /**
     * Scores.
     *
     * @param judgement null when there was nothing to judge
     */
    public static List<Score> score(GoldItem gold, @Nullable Judgement judgement) {
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        if (judgement == null) {
            sheet.undefined(MetricRegistry.JUDGE_FAITHFULNESS, "The run wrote no summaries.");
            return sheet.scores();
        }
        String missing = judgement.failure() == null
                ? "The judge gave no verdict."
                : "The judge's verdict is missing (%s)."
                        .formatted(judgement.failure().code());
        share(
                sheet,
                MetricRegistry.JUDGE_FAITHFULNESS,
                judgement.claims(),
                ClaimVerdict.SUPPORTED,
                missing,
                "The summaries claim nothing.");
        if (!judgement.points().isEmpty()) {
            share(sheet, MetricRegistry.JUDGE_COVERAGE, judgement.points(), PointVerdict.COVERED, missing, missing);
        }
        List<Opinion<?>> given = Stream.<Opinion<?>>concat(judgement.claims().stream(), judgement.points().stream())
                .filter(opinion -> opinion.verdict() != null)
                .toList();
        sheet.ratio("judge_flipped", given.stream().filter(Opinion::flipped).count(), given.size(), missing);
        sheet.ratio("judge_unparsed", judgement.unparsed(), judgement.questions(), "The judge was asked nothing.");
        return sheet.scores();
    }

    private static <V extends Enum<V>> void share(
            ScoreSheet sheet, String metric, List<Opinion<V>> opinions, V best, String missing, String nothing) {
        if (opinions.stream().anyMatch(opinion -> opinion.verdict() == null)) {
            sheet.undefined(metric, missing);
        } else {
            long good = opinions.stream()
                    .filter(opinion -> opinion.verdict() == best)
                    .count();
            sheet.ratio(metric, good, opinions.size(), nothing);
        }
    }
}
