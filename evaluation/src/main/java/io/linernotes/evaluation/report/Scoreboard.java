package io.linernotes.evaluation.report;

import io.linernotes.evaluation.comparison.MetricComparison;
import io.linernotes.evaluation.comparison.RunComparison;
import io.linernotes.evaluation.metric.Direction;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.ScoreSummary;
import io.linernotes.evaluation.statistics.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every metric with its interval, the change against the baseline, the floor and what others reach. */
final class Scoreboard {
    private final EvaluationReport report;
    private final @Nullable RunComparison comparison;
    // Intervals take thousands of resamples: each is computed once.
    private final Map<String, List<ScoreSummary>> summariesBySet = new HashMap<>();
    private final Map<String, Map<String, ScoreSummary>> floorsBySet = new HashMap<>();

    Scoreboard(EvaluationReport report) {
        this.report = report;
        RunEvaluation baseline = report.baseline();
        this.comparison = baseline == null
                ? null
                : RunComparison.of(baseline.scores(), report.run().scores());
    }

    /** Null without a baseline. */
    @Nullable
    RunComparison comparison() {
        return comparison;
    }

    /** Metrics of these steps over all sets, or of one set. */
    DataTable table(String id, String title, @Nullable String set, List<String> steps) {
        RunEvaluation run = report.run();
        List<ScoreSummary> summaries = summariesBySet.computeIfAbsent(
                String.valueOf(set), name -> set == null ? run.summaries() : run.summaries(set));
        Map<String, ScoreSummary> floors = floors(set);
        List<List<Cell>> rows = summaries.stream()
                .filter(summary -> steps.contains(summary.step()))
                .map(summary -> row(summary, floors.get(summary.metric()), set))
                .toList();
        List<DataTable.Column> columns = DataTable.columns(
                "Measure",
                "#Value",
                "95 % interval",
                "#Baseline",
                "#Change, 95 % interval",
                "#Floor",
                "#By words alone",
                "#Above it, 95 % interval",
                "Others",
                "Scored");
        return DataTable.of(id, title, null, columns, rows).withoutEmptyColumns();
    }

    private List<Cell> row(ScoreSummary summary, @Nullable ScoreSummary floor, @Nullable String set) {
        ScoreLabel label = ScoreLabel.of(summary.metric());
        Double value = summary.value();
        MetricComparison paired = paired(summary.metric(), set);
        MetricComparison lexical = lexical(summary.metric(), set);
        return List.of(
                Cell.text(label.name()).withNote(label.explanation() + "; " + ScoreLabel.direction(summary.metric())),
                value == null ? Cell.text("not defined") : Cell.number(label.value(value), value),
                summary.interval() == null ? Cell.none() : Cell.text(label.interval(summary.interval())),
                paired == null ? Cell.none() : Cell.number(label.value(paired.firstValue()), paired.firstValue()),
                paired == null ? Cell.none() : change(label, paired),
                floor == null || floor.value() == null
                        ? Cell.none()
                        : Cell.number(label.value(floor.value()), floor.value()),
                lexical == null ? Cell.none() : Cell.number(label.value(lexical.firstValue()), lexical.firstValue()),
                lexical == null ? Cell.none() : change(label, lexical),
                Cell.text(Anchors.of(set, summary.metric())),
                Cell.text("%d of %d".formatted(summary.scored(), summary.expected())));
    }

    private @Nullable MetricComparison paired(String metric, @Nullable String set) {
        RunEvaluation baseline = report.baseline();
        if (baseline == null) {
            return null;
        }
        return paired(metric, baseline.scores(), set);
    }

    /** Against chapters that are found by the words alone, as many as people made. */
    private @Nullable MetricComparison lexical(String metric, @Nullable String set) {
        return paired(metric, report.floors().lexical(), set);
    }

    private @Nullable MetricComparison paired(String metric, List<KeyedScore> first, @Nullable String set) {
        MetricComparison paired = MetricComparison.of(
                metric, scores(first, set), scores(report.run().scores(), set));
        return paired.pairs().isEmpty() ? null : paired;
    }

    private static List<KeyedScore> scores(List<KeyedScore> scores, @Nullable String set) {
        return scores.stream()
                .filter(score -> set == null || score.item().startsWith(set + "/"))
                .toList();
    }

    static Cell change(ScoreLabel label, MetricComparison paired) {
        double difference = paired.difference();
        Interval interval = paired.differenceInterval();
        boolean certain = interval != null && (interval.low() > 0 || interval.high() < 0);
        String tone = !certain || paired.metric().direction() == Direction.ONE_IS_BEST
                ? null
                : paired.loss() > 0 ? "bad" : "good";
        return Cell.number(label.change(difference), difference)
                .withNote(interval == null ? null : label.change(interval))
                .toned(tone);
    }

    /** The floor over the same items. */
    private Map<String, ScoreSummary> floors(@Nullable String set) {
        return floorsBySet.computeIfAbsent(String.valueOf(set), name -> computedFloors(set));
    }

    private Map<String, ScoreSummary> computedFloors(@Nullable String set) {
        List<Score> scores = scores(report.floors().simple(), set).stream()
                .map(KeyedScore::score)
                .toList();
        return ScoreSummary.of(scores).stream()
                .collect(Collectors.toMap(ScoreSummary::metric, Function.identity(), (first, second) -> first));
    }

    /** Floor of one metric over all sets; null when it has none. */
    @Nullable
    Double floor(String metric) {
        ScoreSummary floor = floors(null).get(metric);
        return floor == null ? null : floor.value();
    }

    Section section() {
        List<DataTable> tables = new ArrayList<>();
        List<String> steps = List.of("transcript", "chapters", "summary", "topics");
        tables.add(table("scores-all", "All sets together", null, steps));
        List<String> sets = report.run().sets();
        if (sets.size() > 1) {
            sets.forEach(set -> tables.add(
                    table("scores-" + Anchors.id(set), set, set, steps).fold()));
        }
        return new Section(
                "scoreboard",
                "Scoreboard",
                List.of("Each value with its 95 % interval over shows and their recordings, the baseline on the same "
                        + "recordings, the floor (evenly spaced chapters, the first sentences as summary), chapters "
                        + "where the words change most (TextTiling without a model), and what others reach. Both "
                        + "kinds of chapters are given the number that people made. A change whose interval holds 0 "
                        + "is noise."),
                trend(),
                List.of(),
                tables);
    }

    /** The last ten evaluations beside this one. */
    private List<Chart> trend() {
        if (report.history().isEmpty()) {
            return List.of();
        }
        List<HistoryPoint> shown = new ArrayList<>(report.history());
        shown.add(EvaluationJson.point(report));
        List<HistoryPoint> last = shown.subList(Math.max(0, shown.size() - 10), shown.size());
        List<Chart.Series> series = Headline.METRICS.stream()
                .filter(metric -> last.stream()
                                .filter(point -> point.values().containsKey(metric))
                                .count()
                        > 1)
                .map(metric -> new Chart.Series(
                        ScoreLabel.of(metric).name(),
                        false,
                        last.stream()
                                .filter(point -> point.values().containsKey(metric))
                                .map(point -> new Chart.Point(
                                        point.run(),
                                        null,
                                        Objects.requireNonNull(point.values().get(metric)),
                                        null,
                                        null,
                                        null))
                                .toList()))
                .toList();
        return series.isEmpty()
                ? List.of()
                : List.of(new Chart("trend", "line", "The last evaluations beside this one", "run", "value", series));
    }
}
