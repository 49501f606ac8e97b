package io.linernotes.evaluation.score;

import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.topic.LabelScores.Counts;
import io.linernotes.evaluation.metric.topic.Ranking;
import java.util.List;

/** Topics of the whole episode against the tags that people gave it. */
final class TopicScorer {
    private static final String STEP = "topics";

    private static final List<String> METRICS = List.of(
            "topic_precision",
            "topic_recall",
            "topic_f1",
            "topic_f1_by_item",
            "topic_ndcg_10",
            "topic_average_precision",
            "topic_reciprocal_rank");

    private TopicScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output) {
        if (gold.topics().isEmpty()) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        if (output.topics() == null) {
            METRICS.forEach(metric -> sheet.undefined(metric, "The run wrote no topics."));
            return sheet.scores();
        }
        TopicLabels labels = TopicLabels.of(gold, output);
        long right = labels.right();
        int expected = labels.expected().size();
        int actual = labels.actual().size();
        sheet.ratio("topic_precision", right, actual, "The run found no topics.");
        sheet.ratio("topic_recall", right, expected, "There are no topics.");
        sheet.ratio("topic_f1", 2 * right, expected + actual, "There are no topics.");
        sheet.value("topic_f1_by_item", new Counts(right, actual, expected).f1(), expected);
        Ranking ranking = labels.ranking();
        sheet.value("topic_ndcg_10", ranking.ndcg(10), expected);
        sheet.value("topic_average_precision", ranking.averagePrecision(), expected);
        sheet.value("topic_reciprocal_rank", ranking.reciprocalRank(), expected);
        return sheet.scores();
    }
}
