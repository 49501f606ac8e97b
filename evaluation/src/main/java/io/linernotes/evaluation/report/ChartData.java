package io.linernotes.evaluation.report;

import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.score.ScoreSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the charts. Every chart repeats a table, so that nothing is lost without scripts or colours.
 *
 * @param tolerances one point per tolerance; empty when no chapters were scored
 * @param stages times real time
 */
record ChartData(List<Point> tolerances, List<Bar> stages) {
    record Point(
            int seconds,
            double value,
            @Nullable Double low,
            @Nullable Double high) {}

    record Bar(String name, double value) {}

    static ChartData of(RunReport run) {
        List<Point> points = MetricRegistry.BOUNDARY_TOLERANCES.stream()
                .flatMap(seconds -> run.scores().stream()
                        .filter(score -> score.metric().equals(MetricRegistry.boundaryF1Name(seconds)))
                        .filter(score -> score.value() != null)
                        .map(score -> point(seconds, score)))
                .toList();
        List<Bar> bars = run.stages().stream()
                .filter(stage -> stage.wallMs() > 0)
                .map(stage -> new Bar(stage.stage(), stage.speed()))
                .toList();
        return new ChartData(points, bars);
    }

    private static Point point(int seconds, ScoreSummary score) {
        double value = score.value() == null ? 0 : score.value();
        return score.interval() == null
                ? new Point(seconds, value, null, null)
                : new Point(
                        seconds, value, score.interval().low(), score.interval().high());
    }
}
