package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.spreadsheet.SpreadsheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** Writes rows as CSV with a byte order mark, by which spreadsheets know that it is UTF-8. */
final class SheetWriter {
    /** Quotes around every cell: a comma or a semicolon in a text starts no cell, whatever separates them. */
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setQuoteMode(QuoteMode.ALL).get();

    private SheetWriter() {}

    /** With empty answers. */
    static String write(List<SheetRow> rows) {
        return write(SheetColumns.ALL, rows, Map.of());
    }

    /** With a column that says what people answered, by row id. */
    static String write(List<SheetRow> rows, Map<String, String> answers) {
        List<String> columns = new ArrayList<>(SheetColumns.ALL);
        columns.add(SheetColumns.ANSWERS);
        return write(columns, rows, answers);
    }

    private static String write(List<String> columns, List<SheetRow> rows, Map<String, String> answers) {
        StringBuilder text = new StringBuilder("\uFEFF");
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            printer.printRecord(columns);
            for (SheetRow row : rows) {
                List<String> cells = new ArrayList<>(List.of(
                        row.id(),
                        row.kind().toString(),
                        row.episode(),
                        row.startMs() == null ? "" : SheetTime.format(row.startMs()),
                        row.text(),
                        row.evidence(),
                        "",
                        "",
                        "",
                        ""));
                if (columns.contains(SheetColumns.ANSWERS)) {
                    cells.add(answers.getOrDefault(row.id(), ""));
                }
                printer.printRecord(cells.stream().map(SpreadsheetText::escape).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
