package io.linernotes.evaluation.metric.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Labels against labels over many recordings, as in scikit-learn: what would divide by 0 is 0, so a recording without
 * any label on either side scores 0 in {@link #perItem}. Free labels must be mapped to known ones first.
 */
public final class LabelScores {
    private static final Counts NOTHING = new Counts(0, 0, 0);

    private final List<String> labels;
    private final List<LabelledItem> items;
    private final Map<String, Counts> counts = new HashMap<>();

    /** At least one label and one item. */
    public LabelScores(Collection<String> labels, List<LabelledItem> items) {
        if (labels.isEmpty() || items.isEmpty()) {
            throw new IllegalArgumentException("No labels, or no items");
        }
        this.labels = List.copyOf(labels);
        this.items = List.copyOf(items);
        for (LabelledItem item : items) {
            item.reference.forEach(label -> count(label, new Counts(0, 0, 1)));
            item.hypothesis.forEach(label -> count(label, new Counts(item.reference.contains(label) ? 1 : 0, 1, 0)));
        }
    }

    /** Every decision counts the same. */
    public Counts micro() {
        return labels.stream().map(this::of).reduce(NOTHING, Counts::plus);
    }

    /** Every label counts the same. */
    public double macro(ToDoubleFunction<Counts> measure) {
        return labels.stream()
                .mapToDouble(label -> measure.applyAsDouble(of(label)))
                .average()
                .orElseThrow();
    }

    /** Every label counts as often as it is right. */
    public double weighted(ToDoubleFunction<Counts> measure) {
        double right = labels.stream().mapToLong(label -> of(label).expected()).sum();
        return right == 0
                ? 0
                : labels.stream()
                                .mapToDouble(label -> measure.applyAsDouble(of(label))
                                        * of(label).expected())
                                .sum()
                        / right;
    }

    /** Every item counts the same. */
    public double perItem(ToDoubleFunction<Counts> measure) {
        return items.stream()
                .mapToDouble(item -> measure.applyAsDouble(item.counts()))
                .average()
                .orElseThrow();
    }

    /** Share of items with exactly the right labels. */
    public double exactShare() {
        return items.stream()
                .mapToDouble(item -> item.reference.equals(item.hypothesis) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /** Share of wrong decisions. */
    public double hammingLoss() {
        Counts micro = micro();
        double wrong = micro.expected + micro.predicted - 2.0 * micro.right;
        return wrong / labels.size() / items.size();
    }

    /** The decisions about one label. */
    public Counts of(String label) {
        return counts.getOrDefault(label, NOTHING);
    }

    private void count(String label, Counts more) {
        counts.merge(label, more, Counts::plus);
    }

    /** Labels of one recording, right and predicted. */
    public record LabelledItem(Set<String> reference, Set<String> hypothesis) {
        public LabelledItem {
            reference = Set.copyOf(reference);
            hypothesis = Set.copyOf(hypothesis);
        }

        private Counts counts() {
            long right = hypothesis.stream().filter(reference::contains).count();
            return new Counts(right, hypothesis.size(), reference.size());
        }
    }

    /** Decisions: right ones, predicted ones, and those that should have been made. */
    public record Counts(long right, long predicted, long expected) {
        public double precision() {
            return predicted == 0 ? 0 : (double) right / predicted;
        }

        public double recall() {
            return expected == 0 ? 0 : (double) right / expected;
        }

        public double f1() {
            return predicted + expected == 0 ? 0 : 2.0 * right / (predicted + expected);
        }

        private Counts plus(Counts other) {
            return new Counts(right + other.right, predicted + other.predicted, expected + other.expected);
        }
    }
}
