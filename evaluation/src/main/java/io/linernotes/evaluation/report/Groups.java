package io.linernotes.evaluation.report;

import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.ScoreSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One metric by groups of recordings. */
final class Groups {
    private static final long MINUTE = 60_000;

    private Groups() {}

    static DataTable table(
            String id,
            String title,
            String metric,
            List<ItemEvaluation> items,
            Function<ItemEvaluation, String> group) {
        ScoreLabel label = ScoreLabel.of(metric);
        List<List<Cell>> rows = new ArrayList<>();
        summaries(metric, items, group)
                .forEach((name, summary) -> rows.add(List.of(
                        Cell.text(name),
                        summary.value() == null
                                ? Cell.none()
                                : Cell.number(label.value(summary.value()), summary.value()),
                        summary.interval() == null ? Cell.none() : Cell.text(label.interval(summary.interval())),
                        Cell.text("%d of %d".formatted(summary.scored(), summary.expected())))));
        return DataTable.of(
                id, title, null, DataTable.columns("Group", "#" + label.name(), "95 % interval", "Scored"), rows);
    }

    /** All metrics of a step, a column for each group; groups in the order of their names. */
    static DataTable matrix(
            String id, String title, String step, List<ItemEvaluation> items, Function<ItemEvaluation, String> group) {
        List<String> groups = items.stream().map(group).distinct().sorted().toList();
        Map<String, Map<String, ScoreSummary>> byMetric = new LinkedHashMap<>();
        for (String name : groups) {
            List<Score> scores = items.stream()
                    .filter(item -> group.apply(item).equals(name))
                    .flatMap(item -> item.scores().stream())
                    .filter(score -> score.step().equals(step))
                    .toList();
            ScoreSummary.of(scores)
                    .forEach(summary -> byMetric.computeIfAbsent(summary.metric(), metric -> new HashMap<>())
                            .put(name, summary));
        }
        List<List<Cell>> rows = MetricRegistry.all().stream()
                .map(Metric::name)
                .filter(byMetric::containsKey)
                .map(metric -> {
                    ScoreLabel label = ScoreLabel.of(metric);
                    Map<String, ScoreSummary> values = Objects.requireNonNull(byMetric.get(metric));
                    return Stream.concat(
                                    Stream.of(Cell.text(label.name())),
                                    groups.stream().map(name -> cell(label, values.get(name))))
                            .toList();
                })
                .toList();
        String[] names = Stream.concat(Stream.of("Measure"), groups.stream().map(name -> "#" + name))
                .toArray(String[]::new);
        return DataTable.of(
                id,
                title,
                "Below each value, its 95 % interval and the number of recordings.",
                DataTable.columns(names),
                rows);
    }

    private static Cell cell(ScoreLabel label, @Nullable ScoreSummary summary) {
        if (summary == null || summary.value() == null) {
            return Cell.none();
        }
        String interval = summary.interval() == null ? "" : label.interval(summary.interval()) + " ";
        return Cell.number(label.value(summary.value()), summary.value())
                .withNote("%s(%d)".formatted(interval, summary.scored()));
    }

    private static Map<String, ScoreSummary> summaries(
            String metric, List<ItemEvaluation> items, Function<ItemEvaluation, String> group) {
        Map<String, List<Score>> scores = new TreeMap<>();
        for (ItemEvaluation item : items) {
            item.scores().stream()
                    .filter(score -> score.metric().equals(metric))
                    .forEach(score -> scores.computeIfAbsent(group.apply(item), name -> new ArrayList<>())
                            .add(score));
        }
        return scores.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> ScoreSummary.of(entry.getValue()).get(0),
                        (first, second) -> first,
                        TreeMap::new));
    }

    /** Names sort by length. */
    static String length(@Nullable Long ms) {
        if (ms == null) {
            return "length not known";
        }
        return ms < MINUTE
                ? "0 to 1 min"
                : ms < 10 * MINUTE
                        ? "1 to 10 min"
                        : ms < 30 * MINUTE ? "10 to 30 min" : ms < 60 * MINUTE ? "30 to 60 min" : "60 min and more";
    }
}
