package io.linernotes.evaluation.report;

import java.util.HashMap;
import java.util.Map;

/**
 * The report as one HTML page that needs nothing else: styles, scripts and charts are inside, and its content security
 * policy forbids it to load anything.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** The whole page; under 5 MB whatever the size of the run. */
    public static String render(RunReport run) {
        Map<String, Object> model = new HashMap<>(Templates.model(new ReportViews(run).view()));
        model.put("style", Templates.resource("report.css"));
        model.put("script", Templates.script("report.js"));
        model.put("charts", Templates.resource("echarts/echarts.common.min.js"));
        model.put("chartData", Templates.json(ChartData.of(run)));
        return Templates.render("report.ftlh", model);
    }
}
