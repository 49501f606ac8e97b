package io.linernotes.evaluation.report;

import io.linernotes.evaluation.metric.topic.LabelScores;
import io.linernotes.evaluation.metric.topic.LabelScores.Counts;
import io.linernotes.evaluation.metric.topic.LabelScores.LabelledItem;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.score.TopicLabels;
import io.linernotes.evaluation.statistics.Bootstrap;
import io.linernotes.evaluation.statistics.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tags that people gave, one by one: a mean over recordings hides those that are never found. */
final class TopicLabelsTable {
    private static final int SHOWN = 30;

    private TopicLabelsTable() {}

    /** Empty where the gold has no tags, or the run found no topics. */
    static Optional<DataTable> of(List<ItemEvaluation> all) {
        List<ItemEvaluation> items = all.stream()
                .filter(item -> !item.gold().topics().isEmpty() && item.output().topics() != null)
                .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<LabelledItem> labelled =
                items.stream().map(TopicLabelsTable::labelled).toList();
        Set<String> labels =
                labelled.stream().flatMap(item -> item.reference().stream()).collect(Collectors.toSet());
        LabelScores scores = new LabelScores(labels, labelled);
        Interval interval = Bootstrap.interval(
                Bootstrap.distribution(
                        items.stream().map(item -> item.gold().cluster()).toList(), sample -> macro(labelled, sample)),
                0.95);
        String lead =
                "%s of people on %s. Mean F1 over tags (macro): %s, 95 %% interval %s; weighted by how often a tag is given: %s."
                        .formatted(
                                Wording.count(labels.size(), "tag"),
                                Wording.count(items.size(), "recording"),
                                Wording.decimal(scores.macro(Counts::f1)),
                                Wording.interval(interval, false),
                                Wording.decimal(scores.weighted(Counts::f1)));
        List<List<Cell>> rows = labels.stream()
                .sorted(Comparator.comparingLong(
                                (String label) -> -scores.of(label).expected())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .map(label -> row(label, scores.of(label)))
                .toList();
        return Optional.of(DataTable.of(
                "topic-labels",
                "Tags of people, one by one",
                lead,
                DataTable.columns("Tag", "#Given by people", "#Found by us", "#Right", "#F1"),
                rows));
    }

    private static List<Cell> row(String label, Counts counts) {
        return List.of(
                Cell.text(label),
                Cell.count(counts.expected()),
                Cell.count(counts.predicted()),
                Cell.count(counts.right()),
                Cell.number(Wording.decimal(counts.f1()), counts.f1()));
    }

    private static LabelledItem labelled(ItemEvaluation item) {
        TopicLabels labels = TopicLabels.of(item.gold(), item.output());
        return new LabelledItem(labels.expected(), Set.copyOf(labels.actual()));
    }

    /** Of the tags that a resample holds. */
    private static double macro(List<LabelledItem> items, int[] sample) {
        List<LabelledItem> drawn = Arrays.stream(sample).mapToObj(items::get).toList();
        Set<String> labels =
                drawn.stream().flatMap(item -> item.reference().stream()).collect(Collectors.toSet());
        return new LabelScores(labels, drawn).macro(Counts::f1);
    }
}
