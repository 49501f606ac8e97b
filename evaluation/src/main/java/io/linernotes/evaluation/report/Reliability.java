package io.linernotes.evaluation.report;

import io.linernotes.evaluation.metric.transcript.Calibration;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.score.WordConfidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Of the words that the recogniser was 80 % sure of, how many were said. Words of all recordings together. */
record Reliability(List<Chart> charts, List<DataTable> tables) {
    static Reliability of(List<ItemEvaluation> items) {
        int[] counts = new int[WordConfidence.BINS];
        double[] confidences = new double[WordConfidence.BINS];
        double[] hits = new double[WordConfidence.BINS];
        for (ItemEvaluation item : items) {
            Calibration words = WordConfidence.of(
                    Objects.requireNonNull(item.gold().text()),
                    Objects.requireNonNull(item.output().segments()));
            if (words != null) {
                for (Calibration.Bin bin : words.bins(WordConfidence.BINS, true)) {
                    counts[bin.number()] += bin.count();
                    confidences[bin.number()] += bin.count() * bin.meanConfidence();
                    hits[bin.number()] += bin.count() * bin.accuracy();
                }
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        List<Chart.Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                double sure = confidences[i] / counts[i];
                double right = hits[i] / counts[i];
                rows.add(List.of(
                        Cell.number(Wording.percent(sure), sure),
                        Cell.number(Wording.percent(right), right),
                        Cell.count(counts[i])));
                points.add(new Chart.Point(Wording.count(counts[i], "word"), sure, right, null, null, null));
            }
        }
        if (rows.isEmpty()) {
            return new Reliability(List.of(), List.of());
        }
        Chart.Series ideal = new Chart.Series(
                "as sure as right",
                true,
                List.of(new Chart.Point("", 0.0, 0, null, null, null), new Chart.Point("", 1.0, 1, null, null, null)));
        return new Reliability(
                List.of(new Chart(
                        "reliability",
                        "scatter",
                        "Are confidences right?",
                        "how sure the words were",
                        "share that was said",
                        List.of(new Chart.Series("words", false, points), ideal))),
                List.of(DataTable.of(
                        "reliability-table",
                        "Confidence against truth",
                        null,
                        DataTable.columns("#Mean confidence", "#Right", "#Words"),
                        rows)));
    }
}
