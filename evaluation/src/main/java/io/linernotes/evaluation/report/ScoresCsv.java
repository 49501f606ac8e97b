package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.spreadsheet.SpreadsheetText;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/** Scores as a spreadsheet reads them (RFC 4180). */
final class ScoresCsv {
    private static final String HEADER =
            "set,item,show,step,metric,version,value,numerator,denominator,n,undefined_reason\r\n";

    private ScoresCsv() {}

    static String of(RunEvaluation run) {
        return run.items().stream()
                .flatMap(item -> item.scores().stream().map(score -> line(item, score)))
                .collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(ItemEvaluation item, Score score) {
        return CSVFormat.DEFAULT.format(
                        SpreadsheetText.escape(item.set()),
                        SpreadsheetText.escape(score.item()),
                        SpreadsheetText.escape(score.cluster()),
                        score.step(),
                        score.metric(),
                        score.metricVersion(),
                        score.value(),
                        score.numerator(),
                        score.denominator(),
                        score.n(),
                        score.undefinedReason())
                + "\r\n";
    }
}
