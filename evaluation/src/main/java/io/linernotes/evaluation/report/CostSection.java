package io.linernotes.evaluation.report;

import io.linernotes.evaluation.cost.CallSum;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.Judging;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.run.UnitCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the run took: tokens, money, machine time; by step, model and episode; and what others got for their money. */
final class CostSection {
    private static final int SHOWN = 50;
    private static final String QUALITY = "boundary_f1_30s";
    private static final String QUALITY_IN_TEXT = "boundary_f1_2_sentences";

    private final EvaluationReport report;
    private final RunEvaluation run;

    CostSection(EvaluationReport report) {
        this.report = report;
        this.run = report.run();
    }

    Section section() {
        List<DataTable> tables = new ArrayList<>();
        tables.add(units());
        if (!run.calls().isEmpty()) {
            tables.add(calls("cost-step", "By step", call -> call.call().task()));
            tables.add(calls(
                    "cost-model",
                    "By model",
                    call -> Objects.requireNonNullElse(
                            call.call().modelAnswered(), call.call().modelAsked())));
            tables.add(episodes());
        }
        CallSum costs = run.costs();
        List<String> words = new ArrayList<>();
        words.add(
                run.calls().isEmpty()
                        ? "No language model was called: the notes cost nothing but machine time."
                        : "%s failed, %s repeated another word for word, %s were needed beyond the first request. %s was spent on failed and repeated calls. The money covers %d of %d calls; unknown is never counted as nothing."
                                .formatted(
                                        Wording.count(costs.failed(), "call"),
                                        Wording.count(costs.repeated()),
                                        Wording.count(costs.retries(), "retry").replace("retrys", "retries"),
                                        money(costs.wasted()),
                                        costs.calls() - costs.unpriced(),
                                        costs.calls()));
        if (!run.calls().isEmpty()) {
            words.add(budget(costs));
        }
        Judging judging = run.judging();
        if (judging == null) {
            words.add("Judges were not called: they cost nothing.");
        } else {
            words.add("The judge cost %s, which is counted apart: in none of the figures above."
                    .formatted(money(judging.costs().money())));
            tables.add(DataTable.of(
                    "cost-judge",
                    "The judge",
                    "What it took to judge this run; a rerun is answered from the ledger.",
                    callColumns(),
                    List.of(row(Cell.text(judging.model()), judging.costs()))));
        }
        List<Chart> charts = curve();
        return new Section("cost", "Cost and speed", words, charts, List.of(), tables);
    }

    /** What was allowed, what reruns cost, and what is held for replies that were lost. */
    private String budget(CallSum costs) {
        Money allowed = run.budget();
        String cap = allowed == null
                ? "The run had no cap on what it may spend."
                : "The run was allowed %s and took %s.".formatted(Wording.money(allowed), money(costs.money()));
        long free = run.calls().stream()
                .filter(call -> call.call().payment().fromLedger())
                .count();
        long resent = run.calls().stream()
                .mapToLong(call -> call.call().payment().inDoubt())
                .sum();
        return "%s %s answered from the ledger, for nothing; the reply to %s was lost, and may have been billed."
                .formatted(
                        cap,
                        free == 1 ? "1 call was" : Wording.count(free) + " calls were",
                        Wording.count(resent, "request"));
    }

    private DataTable units() {
        List<List<Cell>> rows = new ArrayList<>();
        for (UnitCost cost : UnitCost.values()) {
            Double value = cost.of(run);
            Double before = report.baseline() == null ? null : cost.of(report.baseline());
            String change = value == null || before == null || before == 0
                    ? "–"
                    : String.format(Locale.ROOT, "%+.1f %%", 100 * (value / before - 1));
            rows.add(
                    List.of(Cell.text(cost.key().replace('-', ' ')), amount(value), amount(before), Cell.text(change)));
        }
        Double seconds = run.machineSeconds();
        rows.add(List.of(
                Cell.text("machine seconds of the run"),
                amount(seconds),
                amount(report.baseline() == null ? null : report.baseline().machineSeconds()),
                Cell.text("–")));
        rows.add(List.of(
                Cell.text("times real time"),
                amount(seconds == null || seconds == 0 ? null : run.audioMs() / 1000.0 / seconds),
                Cell.none(),
                Cell.text("–")));
        return DataTable.of(
                "cost-units",
                "Per hour of audio",
                null,
                DataTable.columns("What", "#This run", "#Baseline", "#Change"),
                rows);
    }

    private static Cell amount(@Nullable Double value) {
        if (value == null) {
            return Cell.text("not known").toned("soft");
        }
        return Cell.number(Wording.amount(value), value);
    }

    private DataTable calls(String id, String title, Function<PricedCall, String> key) {
        List<List<Cell>> rows = new ArrayList<>();
        CallSum.by(key, run.calls()).forEach((name, sum) -> rows.add(row(Cell.text(name), sum)));
        rows.add(row(Cell.text("all"), run.costs()));
        return DataTable.of(id, title, null, callColumns(), rows);
    }

    private static List<DataTable.Column> callColumns() {
        return DataTable.columns(
                "Of", "#Calls", "#Failed", "#Retries", "#Input", "#Cache read", "#Cache write", "#Output", "#Money");
    }

    private static List<Cell> row(Cell name, CallSum sum) {
        return List.of(
                name,
                Cell.count(sum.calls()),
                Cell.count(sum.failed()),
                Cell.count(sum.retries()),
                Cell.count(sum.freshInput()),
                Cell.count(sum.cachedInput()),
                sum.cacheWrite() == null ? Cell.text("not told").toned("soft") : Cell.count(sum.cacheWrite()),
                Cell.count(sum.output()),
                sum.money() == null
                        ? Cell.text("not known").toned("soft")
                        : Cell.number(money(sum.money()), sum.money().amount().doubleValue()));
    }

    private DataTable episodes() {
        Map<String, ItemEvaluation> items = new HashMap<>();
        run.items().forEach(item -> items.putIfAbsent(item.recording(), item));
        List<List<Cell>> rows = CallSum.by(PricedCall::recording, run.calls()).entrySet().stream()
                .limit(SHOWN)
                .map(entry -> {
                    ItemEvaluation item = items.get(entry.getKey());
                    Cell name = item == null
                            ? Cell.text(entry.getKey()
                                    .substring(0, Math.min(12, entry.getKey().length())))
                            : Cell.text(item.title()).linkingTo(ItemCards.anchor(item));
                    return row(name, entry.getValue());
                })
                .toList();
        return DataTable.of("cost-episode", "By episode", "At most fifty; all are in llm_calls.", callColumns(), rows)
                .fold();
    }

    /** Quality against cost over runs; those that no other run beats in both are the front. */
    private List<Chart> curve() {
        List<HistoryPoint> all = new ArrayList<>(report.history());
        if (report.baseline() != null) {
            all.add(EvaluationJson.point(report.baseline()));
        }
        all.add(EvaluationJson.point(run));
        String metric = all.stream().anyMatch(point -> point.values().containsKey(QUALITY)) ? QUALITY : QUALITY_IN_TEXT;
        UnitCost cost =
                all.stream().anyMatch(point -> point.costs().getOrDefault(UnitCost.MONEY_PER_AUDIO_HOUR.key(), 0.0) > 0)
                        ? UnitCost.MONEY_PER_AUDIO_HOUR
                        : UnitCost.MACHINE_SECONDS_PER_AUDIO_HOUR;
        List<Chart.Point> points = all.stream()
                .filter(point ->
                        point.values().containsKey(metric) && point.costs().containsKey(cost.key()))
                .map(point -> new Chart.Point(
                        point.run(),
                        point.costs().get(cost.key()),
                        Objects.requireNonNull(point.values().get(metric)),
                        null,
                        null,
                        null))
                .toList();
        if (points.isEmpty()) {
            return List.of();
        }
        return List.of(new Chart(
                "curve",
                "scatter",
                "Quality against cost, one point per run",
                cost.unit(),
                ScoreLabel.of(metric).name(),
                List.of(new Chart.Series("runs", false, points), new Chart.Series("front", true, front(points)))));
    }

    private static List<Chart.Point> front(List<Chart.Point> points) {
        return points.stream()
                .filter(point -> points.stream().noneMatch(other -> beats(other, point)))
                .sorted(Comparator.comparingDouble(point -> Objects.requireNonNull(point.x())))
                .toList();
    }

    private static boolean beats(Chart.Point other, Chart.Point point) {
        double cheaper = Objects.requireNonNull(point.x()) - Objects.requireNonNull(other.x());
        double better = other.y() - point.y();
        return cheaper >= 0 && better >= 0 && (cheaper > 0 || better > 0);
    }

    private static String money(@Nullable Money money) {
        return money == null ? "an unknown amount" : Wording.money(money);
    }
}
