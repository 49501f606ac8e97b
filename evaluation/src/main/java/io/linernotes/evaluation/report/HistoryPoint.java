package io.linernotes.evaluation.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation left for later ones.
 *
 * @param run id of the run
 * @param started ISO 8601, UTC; null when not known
 * @param values of metrics over all items, by name
 * @param costs by the name that gates use
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryPoint(
        String run, @Nullable String started, Map<String, Double> values, Map<String, Double> costs) {
    public HistoryPoint {
        values = values == null ? Map.of() : Map.copyOf(values);
        costs = costs == null ? Map.of() : Map.copyOf(costs);
    }
}
