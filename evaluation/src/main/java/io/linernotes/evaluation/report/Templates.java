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

/** The templates and resources that reports are made of. */
final class Templates {
    private static final String FOLDER = "/report";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Configuration TEMPLATES = templates();

    private Templates() {}

    /** Records as maps and lists: what a template can read. */
    static Map<String, Object> model(Object view) {
        return JSON.convertValue(view, new TypeReference<Map<String, Object>>() {});
    }

    static String render(String template, Map<String, Object> model) {
        StringWriter page = new StringWriter();
        try {
            TEMPLATES.getTemplate(template).process(model, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("The report's template does not fit its data", e);
        }
        return page.toString();
    }

    /** JSON inside a script element must not be able to end it. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the chart data", e);
        }
    }

    /** A page's own script, after what all pages do. */
    static String script(String name) {
        return resource("theme.js") + resource("page.js") + resource(name);
    }

    static String resource(String name) {
        try (InputStream stream = Templates.class.getResourceAsStream(FOLDER + "/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The jar lacks its resource " + FOLDER + "/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Templates.class, FOLDER);
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }
}
