package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.spreadsheet.SpreadsheetText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The cells of a sheet, however the spreadsheet of some country saved it: with commas, semicolons or tabs. */
final class SheetTable {
    private final String file;
    private final Set<String> columns;
    private final SheetProblems problems;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A row that is not empty.
     *
     * @param number as spreadsheets number them: the heading is row 1
     * @param cells by column, without surrounding white space
     */
    record Row(int number, Map<String, String> cells) {
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    private SheetTable(String file, Set<String> columns, SheetProblems problems) {
        this.file = file;
        this.columns = columns;
        this.problems = problems;
    }

    /**
     * Reads a file. What cannot be read becomes a problem.
     *
     * @param optional a column that may be there
     */
    static List<Row> read(LabelFile file, String optional, SheetProblems problems) {
        Set<String> columns = new HashSet<>(SheetColumns.ALL);
        columns.add(optional);
        SheetTable table = new SheetTable(file.name(), columns, problems);
        if (file.text() == null) {
            problems.add("%s is not UTF-8: save it as \"CSV UTF-8\".".formatted(file.name()));
        } else {
            table.parse(file.text());
        }
        return table.rows;
    }

    private void parse(String csv) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator(csv))
                .setIgnoreEmptyLines(false)
                .get();
        int number = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> heading = records.hasNext() ? heading(records.next()) : List.of();
            if (!isComplete(heading)) {
                return;
            }
            for (number = 2; records.hasNext(); number++) {
                add(number, heading, records.next().toList());
            }
        } catch (UncheckedIOException e) {
            problems.add(file, number, "this is no CSV, perhaps since a quotation mark is not closed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that the heading has most of; no column is called like one. */
    private static String separator(String csv) {
        String heading = csv.lines().findFirst().orElse("");
        return Stream.of(",", ";", "\t")
                .max((a, b) -> Integer.compare(count(heading, a), count(heading, b)))
                .orElseThrow();
    }

    private static int count(String text, String separator) {
        return text.split(separator, -1).length;
    }

    private static List<String> heading(CSVRecord record) {
        return record.stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private boolean isComplete(List<String> heading) {
        List<String> wrong = new ArrayList<>();
        SheetColumns.ALL.stream()
                .filter(column -> !heading.contains(column))
                .forEach(column -> wrong.add("the column %s is missing".formatted(column)));
        Set<String> seen = new HashSet<>();
        for (String column : heading) {
            if (!column.isEmpty() && !columns.contains(column)) {
                wrong.add("\"%s\" is not a known column".formatted(column));
            } else if (!column.isEmpty() && !seen.add(column)) {
                wrong.add("the column %s is there twice".formatted(column));
            }
        }
        wrong.forEach(sentence -> problems.add(file, 1, sentence));
        return wrong.isEmpty();
    }

    private void add(int number, List<String> heading, List<String> record) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < record.size(); i++) {
            String cell = SpreadsheetText.unescape(record.get(i)).strip();
            String column = i < heading.size() ? heading.get(i) : "";
            if (!cell.isEmpty() && column.isEmpty()) {
                problems.add(file, number, "cell %d has no column".formatted(i + 1));
            } else if (!cell.isEmpty()) {
                cells.put(column, cell);
            }
        }
        if (!cells.isEmpty()) {
            rows.add(new Row(number, cells));
        }
    }
}
