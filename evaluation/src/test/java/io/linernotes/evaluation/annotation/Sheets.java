package io.linernotes.evaluation.annotation;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What an annotator does with a sheet, by program: reads cells, fills them in, saves them as some spreadsheet does. */
final class Sheets {
    private final List<String> heading;
    private final List<List<String>> rows;

    private Sheets(List<String> heading, List<List<String>> rows) {
        this.heading = heading;
        this.rows = rows;
    }

    static Sheets open(String csv) {
        try {
            List<List<String>> records = new ArrayList<>();
            CSVFormat.DEFAULT
                    .parse(new StringReader(csv.replaceFirst("^\uFEFF", "")))
                    .forEach(record -> records.add(new ArrayList<>(record.toList())));
            return new Sheets(records.get(0), records.subList(1, records.size()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row with the same verdict for its kind. */
    Sheets answering(String claims, String rest) {
        rows.forEach(row -> set(row, "verdict", cell(row, "kind").equals("claim") ? claims : rest));
        return this;
    }

    /** Row 1 is the heading. */
    Sheets with(int row, String column, String value) {
        set(rows.get(row - 2), column, value);
        return this;
    }

    Sheets adding(String episode, String time, String title) {
        Map<String, String> cells = new HashMap<>(
                Map.of("kind", "chapter", "episode", episode, "corrected_time", time, "corrected_text", title));
        rows.add(heading.stream()
                .map(column -> cells.getOrDefault(column, ""))
                .collect(Collectors.toCollection(ArrayList::new)));
        return this;
    }

    String cell(int row, String column) {
        return cell(rows.get(row - 2), column);
    }

    int size() {
        return rows.size();
    }

    LabelFile save(String file) {
        return save(file, ",", true);
    }

    LabelFile save(String file, String separator, boolean mark) {
        return LabelFile.of(file, text(separator, mark).getBytes(StandardCharsets.UTF_8));
    }

    String text(String separator, boolean mark) {
        StringBuilder text = new StringBuilder(mark ? "\uFEFF" : "");
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.printRecord(heading);
            printer.printRecords(rows);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private String cell(List<String> row, String column) {
        return row.get(heading.indexOf(column));
    }

    private void set(List<String> row, String column, String value) {
        row.set(heading.indexOf(column), value);
    }
}
