package io.linernotes.evaluation.gate;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.run.UnitCost;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one object into a {@link Gate} and names every way in which it is not one. */
final class GateParser {
    private static final Set<String> KEYS = Set.of(
            "name",
            "metric",
            "set",
            "undefined-at-most",
            "cost",
            "at-most",
            "at-least",
            "worse-by-at-most",
            "grows-by-at-most");
    private static final List<String> METRIC_RULES = List.of("at-most", "at-least", "worse-by-at-most");
    private static final List<String> COST_RULES = List.of("at-most", "grows-by-at-most");

    private final Consumer<String> problems;
    private boolean wrong;

    /** @param problems receives sentences without a full stop */
    GateParser(Consumer<String> problems) {
        this.problems = problems;
    }

    /** The gate; null after at least one problem. */
    @Nullable
    Gate parse(ConfigValue value) {
        if (!(value instanceof ConfigObject gate)) {
            problem("a gate is an object");
            return null;
        }
        gate.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .sorted()
                .forEach(key -> problem("\"%s\" is not a known key of a gate".formatted(key)));
        String name = text(gate, "name");
        if (name == null || name.isBlank()) {
            problem("a gate needs a \"name\"");
        }
        String metric = text(gate, "metric");
        String cost = text(gate, "cost");
        if ((metric == null) == (cost == null)) {
            problem("a gate needs either a \"metric\" or a \"cost\"");
            return null;
        }
        Gate parsed = metric != null
                ? quality(String.valueOf(name), metric, gate)
                : cost(String.valueOf(name), String.valueOf(cost), gate);
        return wrong ? null : parsed;
    }

    private @Nullable Gate quality(String name, String metric, ConfigObject gate) {
        if (MetricRegistry.all().stream().map(Metric::name).noneMatch(metric::equals)) {
            problem("there is no metric named \"%s\"".formatted(metric));
        }
        Double undefined = number(gate, "undefined-at-most");
        GateScope scope =
                new GateScope(metric, text(gate, "set"), undefined == null ? GateScope.UNDEFINED_AT_MOST : undefined);
        String rule = rule(gate, METRIC_RULES);
        Double limit = rule == null ? null : number(gate, rule);
        if (rule == null || limit == null) {
            return null;
        }
        if (!rule.equals("worse-by-at-most")) {
            return new BoundGate(name, scope, limit, rule.equals("at-most"));
        }
        if (limit < 0) {
            problem("\"worse-by-at-most\" is below 0");
        }
        return new RegressionGate(name, scope, limit);
    }

    private @Nullable Gate cost(String name, String cost, ConfigObject gate) {
        for (String key : List.of("set", "undefined-at-most")) {
            if (gate.containsKey(key)) {
                problem("\"%s\" goes with a metric, not with a cost".formatted(key));
            }
        }
        UnitCost unit = UnitCost.named(cost).orElse(null);
        if (unit == null) {
            String known = Arrays.stream(UnitCost.values()).map(UnitCost::key).collect(Collectors.joining(", "));
            problem("there is no cost named \"%s\"; there are %s".formatted(cost, known));
        }
        String rule = rule(gate, COST_RULES);
        Double limit = rule == null ? null : number(gate, rule);
        return unit == null || rule == null || limit == null
                ? null
                : new CostGate(name, unit, limit, rule.equals("grows-by-at-most"));
    }

    private @Nullable String rule(ConfigObject gate, List<String> allowed) {
        List<String> rules = KEYS.stream()
                .filter(key -> (key.endsWith("at-most") && !key.startsWith("undefined")) || key.equals("at-least"))
                .filter(gate::containsKey)
                .toList();
        if (rules.size() != 1 || !allowed.contains(rules.get(0))) {
            problem("the gate needs exactly one of %s".formatted(String.join(", ", allowed)));
            return null;
        }
        return rules.get(0);
    }

    private @Nullable String text(ConfigObject gate, String key) {
        ConfigValue value = gate.get(key);
        if (value == null) {
            return null;
        }
        if (!(value.unwrapped() instanceof String text)) {
            problem("\"%s\" is not a text".formatted(key));
            return null;
        }
        return text;
    }

    private @Nullable Double number(ConfigObject gate, String key) {
        ConfigValue value = gate.get(key);
        if (value == null) {
            return null;
        }
        if (!(value.unwrapped() instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            problem("\"%s\" is not a number".formatted(key));
            return null;
        }
        return number.doubleValue();
    }

    private void problem(String sentence) {
        wrong = true;
        problems.accept(sentence);
    }
}
