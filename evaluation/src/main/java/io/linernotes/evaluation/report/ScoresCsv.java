package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.Score;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        return Stream.of(
                        item.set(),
                        score.item(),
                        score.cluster(),
                        score.step(),
                        score.metric(),
                        score.metricVersion(),
                        number(score.value()),
                        number(score.numerator()),
                        number(score.denominator()),
                        String.valueOf(score.n()),
                        score.undefinedReason() == null ? "" : score.undefinedReason())
                .map(CsvCell::of)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.valueOf(value);
    }
}
