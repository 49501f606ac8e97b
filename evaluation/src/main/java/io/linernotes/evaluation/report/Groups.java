package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.ScoreSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
