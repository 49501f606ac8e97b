package io.linernotes.evaluation.report;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of the page; its columns can be sorted.
 *
 * @param id unique on the page
 * @param title above it
 * @param lead a sentence below the title; null for none
 * @param rows as many cells as columns each
 * @param folded whether the page shows it only on demand
 */
record DataTable(
        String id, String title, @Nullable String lead, List<Column> columns, List<List<Cell>> rows, boolean folded) {
    DataTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "Invalid table %s: columns = %d, cells = %d".formatted(id, columns.size(), row.size()));
            }
        }
    }

    record Column(String name, boolean numeric) {}

    /** Columns by name; a leading {@code #} makes a column of numbers. */
    static List<Column> columns(String... names) {
        return Stream.of(names)
                .map(name -> name.startsWith("#") ? new Column(name.substring(1), true) : new Column(name, false))
                .toList();
    }

    static DataTable of(String id, String title, @Nullable String lead, List<Column> columns, List<List<Cell>> rows) {
        return new DataTable(id, title, lead, columns, rows, false);
    }

    /** The same without columns that say nothing in any row: what is left has room. */
    DataTable withoutEmptyColumns() {
        List<Integer> telling = IntStream.range(0, columns.size())
                .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                .boxed()
                .toList();
        return new DataTable(
                id,
                title,
                lead,
                telling.stream().map(columns::get).toList(),
                rows.stream()
                        .map(row -> telling.stream().map(row::get).toList())
                        .toList(),
                folded);
    }

    DataTable fold() {
        return new DataTable(id, title, lead, columns, rows, true);
    }
}
