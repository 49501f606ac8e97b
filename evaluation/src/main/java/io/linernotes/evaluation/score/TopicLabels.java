package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Topic;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import io.linernotes.evaluation.metric.topic.Ranking;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Topics of a whole episode, in the form in which labels are compared.
 *
 * @param expected tags that people gave it
 * @param actual topics that a run found, the most salient first
 */
public record TopicLabels(Set<String> expected, List<String> actual) {
    public TopicLabels {
        expected = Set.copyOf(expected);
        actual = List.copyOf(actual);
    }

    /** Topics of chapters are left out, and so is a label that comes again. */
    public static TopicLabels of(GoldItem gold, EpisodeOutput output) {
        List<Topic> topics = output.topics() == null ? List.of() : output.topics();
        return new TopicLabels(
                labels(gold.topics()),
                List.copyOf(labels(topics.stream()
                        .filter(topic -> topic.chapter() == null)
                        .sorted(Comparator.comparingDouble(Topic::salience).reversed())
                        .map(Topic::label)
                        .toList())));
    }

    long right() {
        return actual.stream().filter(expected::contains).count();
    }

    Ranking ranking() {
        double[] relevance = actual.stream()
                .mapToDouble(label -> expected.contains(label) ? 1 : 0)
                .toArray();
        return new Ranking(relevance, new double[relevance.length]).withMissed((int) (expected.size() - right()));
    }

    private static Set<String> labels(Collection<String> labels) {
        return labels.stream()
                .map(label -> TextNormalizer.BASIC.normalize(label).strip())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
