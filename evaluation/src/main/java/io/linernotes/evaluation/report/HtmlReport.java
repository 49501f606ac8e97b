package io.linernotes.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The report as one HTML page that needs nothing else: styles, scripts and charts are inside, and its content security
 * policy forbids it to load anything.
 */
public final class HtmlReport {
    private static final String FOLDER = "/report";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Configuration TEMPLATES = templates();

    private HtmlReport() {}

    /** The whole page; under 5 MB whatever the size of the run. */
    public static String render(RunReport run) {
        Map<String, Object> model =
                JSON.convertValue(new ReportViews(run).view(), new TypeReference<Map<String, Object>>() {});
        model.put("style", resource("report.css"));
        model.put("script", resource("report.js"));
        model.put("charts", resource("echarts/echarts.common.min.js"));
        model.put("chartData", chartData(run));
        StringWriter page = new StringWriter();
        try {
            TEMPLATES.getTemplate("report.ftlh").process(model, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The report's template does not fit its data", e);
        }
        return page.toString();
    }

    /** JSON inside a script element must not be able to end it. */
    private static String chartData(RunReport run) {
        try {
            return JSON.writeValueAsString(ChartData.of(run)).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the chart data", e);
        }
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(HtmlReport.class, FOLDER);
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(FOLDER + "/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The jar lacks its resource " + FOLDER + "/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
