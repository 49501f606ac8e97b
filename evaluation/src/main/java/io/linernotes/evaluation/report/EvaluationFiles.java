package io.linernotes.evaluation.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every file of an evaluation besides its table, by name. */
public final class EvaluationFiles {
    private EvaluationFiles() {}

    /** The page, the same as text, rows for spreadsheets, results for build servers, and figures for later evaluations. */
    public static Map<String, byte[]> of(EvaluationReport report) {
        EvaluationView view = EvaluationView.of(report);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("report.html", EvaluationPage.html(view));
        texts.put("report.md", EvaluationPage.markdown(view));
        texts.put("scores.csv", ScoresCsv.of(report.run()));
        if (report.run().judging() != null) {
            texts.put("judgements.csv", JudgementsCsv.of(report.run()));
        }
        texts.put("junit.xml", JUnitResults.of(report));
        texts.put("evaluation.json", EvaluationJson.of(report));
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    /** The first line of the report. */
    public static String verdict(EvaluationReport report) {
        return GateVerdict.of(report).headline();
    }
}
