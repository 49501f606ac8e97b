package io.linernotes.evaluation.report;

import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.ScoreSummary;
import io.linernotes.evaluation.score.ShiftCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chapters: by tolerance, by length, on the clock and in the text, and some of them to look at. */
final class ChapterSection {
    private static final String CLOCK = "boundary_f1_30s";
    private static final String TEXT = "boundary_f1_2_sentences";
    private static final int SHOWN = 3;

    private final EvaluationReport report;
    private final Scoreboard scoreboard;

    ChapterSection(EvaluationReport report, Scoreboard scoreboard) {
        this.report = report;
        this.scoreboard = scoreboard;
    }

    Section section() {
        List<ItemEvaluation> items = report.run().items().stream()
                .filter(item -> !item.gold().chapters().isEmpty())
                .toList();
        if (items.isEmpty()) {
            return new Section(
                    "chapters",
                    "Chapters",
                    List.of("The gold has no chapters for the recordings of this run."),
                    List.of(),
                    List.of(),
                    List.of());
        }
        List<DataTable> tables = new ArrayList<>();
        tables.add(scoreboard.table("scores-chapters", "All recordings", null, List.of("chapters")));
        tables.add(Groups.matrix(
                "chapters-by-length",
                "By length of the recording",
                "chapters",
                items,
                item -> Groups.length(item.durationMs())));
        List<String> words = new ArrayList<>();
        words.add(
                "Two starts are the same when they are at most so far apart; each counts once. The first chapter is not "
                        + "counted: everybody finds it.");
        String shift = shift(items);
        if (shift != null) {
            words.add(shift);
        }
        return new Section("chapters", "Chapters", words, tolerances(), strips(items), tables);
    }

    private List<Chart> tolerances() {
        List<Chart.Series> series = new ArrayList<>();
        series.add(new Chart.Series("this run", false, points(report.run())));
        if (report.baseline() != null) {
            series.add(new Chart.Series("baseline", true, points(report.baseline())));
        }
        List<Chart.Point> floor = new ArrayList<>();
        for (int seconds : MetricRegistry.BOUNDARY_TOLERANCES) {
            Double value = scoreboard.floor(MetricRegistry.boundaryF1Name(seconds));
            if (value != null) {
                floor.add(new Chart.Point(seconds + " s", null, value, null, null, null));
            }
        }
        series.add(new Chart.Series("floor: evenly spaced", true, floor));
        series.removeIf(line -> line.points().isEmpty());
        return series.isEmpty()
                ? List.of()
                : List.of(new Chart(
                        "tolerance",
                        "line",
                        "Chapter starts (F1), by how far off they may be",
                        "tolerance",
                        "F1",
                        series));
    }

    private static List<Chart.Point> points(RunEvaluation run) {
        List<Chart.Point> points = new ArrayList<>();
        List<ScoreSummary> summaries = run.summaries();
        for (int seconds : MetricRegistry.BOUNDARY_TOLERANCES) {
            for (ScoreSummary summary : summaries) {
                if (summary.metric().equals(MetricRegistry.boundaryF1Name(seconds)) && summary.value() != null) {
                    points.add(new Chart.Point(
                            seconds + " s",
                            null,
                            summary.value(),
                            summary.interval() == null
                                    ? null
                                    : summary.interval().low(),
                            summary.interval() == null
                                    ? null
                                    : summary.interval().high(),
                            null));
                }
            }
        }
        return points;
    }

    private static @Nullable String shift(List<ItemEvaluation> items) {
        List<ItemEvaluation> timed = items.stream()
                .filter(item -> ShiftCheck.applies(item.gold(), item.output()))
                .toList();
        if (timed.isEmpty()) {
            return null;
        }
        int best = 0;
        for (int seconds = -ShiftCheck.FARTHEST_S; seconds <= ShiftCheck.FARTHEST_S; seconds += 5) {
            // Towards 0 when equal.
            double gain = mean(timed, seconds) - mean(timed, best);
            if (gain > 1e-9 || (gain > -1e-9 && Math.abs(seconds) < Math.abs(best))) {
                best = seconds;
            }
        }
        return String.format(
                Locale.ROOT,
                "Moving all of our starts by %+d s would give the best F1 within 30 s, %.2f instead of %.2f (%d recordings): "
                        + "a diagnosis, not a score.",
                best,
                mean(timed, best),
                mean(timed, 0),
                timed.size());
    }

    private static double mean(List<ItemEvaluation> items, int seconds) {
        return items.stream()
                .mapToDouble(item -> ShiftCheck.f1(item.gold(), item.output(), seconds))
                .average()
                .orElse(0);
    }

    /** Best, middle and worst by the clock where there is one, else by the text. */
    private List<Section.Strips> strips(List<ItemEvaluation> items) {
        String metric = items.stream().anyMatch(item -> item.value(CLOCK) != null) ? CLOCK : TEXT;
        List<ItemEvaluation> sorted = items.stream()
                .filter(item -> item.value(metric) != null)
                .sorted(Comparator.comparingDouble((ItemEvaluation item) -> Objects.requireNonNull(item.value(metric)))
                        .reversed()
                        .thenComparing(ItemEvaluation::key))
                .toList();
        int n = sorted.size();
        List<Section.Strips> strips = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String caption =
                    i < SHOWN ? "best" : i >= n - SHOWN ? "worst" : Math.abs(i - n / 2) <= SHOWN / 2 ? "middle" : "";
            if (!caption.isEmpty()) {
                strips.add(strip(caption, sorted.get(i), metric));
            }
        }
        return strips;
    }

    private Section.Strips strip(String caption, ItemEvaluation item, String metric) {
        double value = Objects.requireNonNull(item.value(metric));
        return new Section.Strips(
                "%s, F1 %s".formatted(caption, Wording.decimal(value)),
                item.title(),
                "#" + ItemCards.anchor(item),
                ItemCards.ours(item),
                ItemCards.baseline(report, item),
                ItemCards.gold(item));
    }
}
