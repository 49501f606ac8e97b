package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Topic;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Topics of the whole episode against the tags that people gave it. */
final class TopicScorer {
    private static final String STEP = "topics";

    private TopicScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output) {
        if (gold.topics().isEmpty()) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        List<Topic> topics = output.topics();
        if (topics == null) {
            sheet.undefined("topic_f1", "The run wrote no topics.");
            return sheet.scores();
        }
        Set<String> expected = labels(gold.topics());
        Set<String> actual = labels(topics.stream()
                .filter(topic -> topic.chapter() == null)
                .map(Topic::label)
                .toList());
        long right = actual.stream().filter(expected::contains).count();
        sheet.ratio("topic_f1", 2 * right, expected.size() + actual.size(), "There are no topics.");
        return sheet.scores();
    }

    private static Set<String> labels(Collection<String> labels) {
        return labels.stream()
                .map(label -> TextNormalizer.BASIC.normalize(label).strip())
                .collect(Collectors.toSet());
    }
}
