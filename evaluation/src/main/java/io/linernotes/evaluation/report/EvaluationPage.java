package io.linernotes.evaluation.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An evaluation as one page that needs nothing else, and as Markdown. */
final class EvaluationPage {
    private EvaluationPage() {}

    static String html(EvaluationView view) {
        Map<String, Object> model = new HashMap<>(Templates.model(view));
        List<Chart> charts = view.sections().stream()
                .flatMap(section -> section.charts().stream())
                .toList();
        model.put("style", Templates.resource("report.css") + Templates.resource("evaluation.css"));
        model.put("script", Templates.script("evaluation.js"));
        model.put("charts", charts.isEmpty() ? "" : Templates.resource("echarts/echarts.common.min.js"));
        model.put("chartData", Templates.json(charts));
        return Templates.render("evaluation.ftlh", model);
    }

    static String markdown(EvaluationView view) {
        return Templates.render("evaluation.ftl", new HashMap<>(Templates.model(view)));
    }
}
