package io.linernotes.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.evaluation.comparison.MetricComparison;
import io.linernotes.evaluation.comparison.RunComparison;
import io.linernotes.evaluation.gate.GateResult;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.run.UnitCost;
import io.linernotes.evaluation.score.ScoreSummary;
import io.linernotes.evaluation.statistics.Interval;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An evaluation for machines, and what later evaluations read of it. */
public final class EvaluationJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private EvaluationJson() {}

    private record File(
            int schema,
            String verdict,
            boolean allowed,
            String run,
            @Nullable String started,
            @Nullable String baseline,
            int items,
            int goldItems,
            Map<String, Double> values,
            Map<String, Double> costs,
            List<GateResult> gates,
            List<ScoreSummary> scores,
            List<ScoreSummary> floors,
            List<AboveWordsAlone> chaptersAboveWordsAlone) {}

    /** Our chapters minus those that are found by the words alone, over the items that both have a value for. */
    private record AboveWordsAlone(
            String metric,
            int items,
            double wordsAlone,
            double difference,
            @Nullable Interval interval) {
        AboveWordsAlone(MetricComparison paired) {
            this(
                    paired.metric().name(),
                    paired.pairs().size(),
                    paired.firstValue(),
                    paired.difference(),
                    paired.differenceInterval());
        }
    }

    static String of(EvaluationReport report) {
        HistoryPoint point = point(report);
        File file = new File(
                1,
                GateVerdict.of(report).headline(),
                report.isAllowed(),
                point.run(),
                point.started(),
                report.baseline() == null ? null : report.baseline().run(),
                report.run().items().size(),
                report.run().goldItems(),
                point.values(),
                point.costs(),
                report.gates(),
                report.run().summaries(),
                ScoreSummary.of(
                        report.floors().simple().stream().map(KeyedScore::score).toList()),
                RunComparison.of(report.floors().lexical(), report.run().scores()).rows().stream()
                        .map(row -> new AboveWordsAlone(row.comparison()))
                        .toList());
        try {
            return JSON.writeValueAsString(file) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write evaluation.json", e);
        }
    }

    /** What an earlier evaluation left; null when the bytes are none of ours. */
    public static @Nullable HistoryPoint read(byte[] json) {
        try {
            HistoryPoint point = JSON.readValue(json, HistoryPoint.class);
            return point.run() == null ? null : point;
        } catch (IOException e) {
            return null;
        }
    }

    static HistoryPoint point(EvaluationReport report) {
        return point(report.run());
    }

    static HistoryPoint point(RunEvaluation run) {
        Map<String, Double> values = new TreeMap<>();
        for (ScoreSummary summary : run.summaries()) {
            if (summary.value() != null) {
                values.putIfAbsent(summary.metric(), summary.value());
            }
        }
        Map<String, Double> costs = new TreeMap<>();
        for (UnitCost cost : UnitCost.values()) {
            Double value = cost.of(run);
            if (value != null) {
                costs.put(cost.key(), value);
            }
        }
        return new HistoryPoint(
                run.run(), run.started() == null ? null : run.started().toString(), values, costs);
    }
}
