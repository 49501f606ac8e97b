package io.linernotes.evaluation.report;

import io.linernotes.evaluation.judge.Opinion;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.spreadsheet.SpreadsheetText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/** Every verdict of a judge as a spreadsheet reads it; an empty verdict is one that the judge did not give. */
final class JudgementsCsv {
    private static final String HEADER = "set,item,kind,text,verdict,flipped,reason\r\n";

    private JudgementsCsv() {}

    static String of(RunEvaluation run) {
        return run.items().stream()
                .flatMap(item -> Stream.ofNullable(item.judgement())
                        .flatMap(judgement -> Stream.of(
                                        lines(item, "claim", judgement.claims()),
                                        lines(item, "point", judgement.points()),
                                        lines(item, "labelled claim", judgement.labelled()))
                                .flatMap(lines -> lines)))
                .collect(Collectors.joining("", HEADER, ""));
    }

    private static <V extends Enum<V>> Stream<String> lines(
            ItemEvaluation item, String kind, List<Opinion<V>> opinions) {
        return opinions.stream()
                .map(opinion -> CSVFormat.DEFAULT.format(
                                SpreadsheetText.escape(item.set()),
                                SpreadsheetText.escape(item.gold().id()),
                                kind,
                                SpreadsheetText.escape(opinion.text()),
                                opinion.verdict() == null
                                        ? ""
                                        : opinion.verdict().name().toLowerCase(Locale.ROOT),
                                opinion.flipped(),
                                SpreadsheetText.escape(opinion.reason()))
                        + "\r\n");
    }
}
