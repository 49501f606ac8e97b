package io.linernotes.jobs.table;

import io.linernotes.enrichment.failure.ErrorCode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code docs/tables.md} from the row records, so that the document cannot drift from the code. */
public final class TableDocument {
    private TableDocument() {}

    /** The document as Markdown. */
    public static String render() {
        StringBuilder text = new StringBuilder();
        text.append("""
                # Tables

                Every run is one folder, `OUT/run=<id>/`, with one folder of Parquet files per table. Read them with a glob,
                `OUT/run=*/chapters/*.parquet`: a run appears whole or not at all, and never changes. `run` is then a column.

                Times are whole milliseconds on the recording's own clock. Sentences are cited by ids such as `S12`; their text
                and times are in `segments`. Unknown values are null, never 0. This page is written from the code; a test fails
                when the two differ.

                Runs over the same inputs with the same version and settings leave the same files, in name and bytes, on one kind of
                processor; only `llm_calls` holds something measured, `latency_ms`, and notes of a language model may differ.

                """);
        Set<Class<?>> structs = new LinkedHashSet<>();
        for (RunTable table : RunTable.values()) {
            text.append("## ").append(table.folder()).append("\n\n").append(table.description());
            text.append(" Key: ")
                    .append(table.key().stream()
                            .map(column -> "`" + column + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".\n\n");
            appendColumns(text, table.rowType(), structs);
        }
        text.append("## Nested values\n\n");
        Set<Class<?>> shown = new LinkedHashSet<>();
        while (!shown.containsAll(structs)) {
            for (Class<?> struct : Set.copyOf(structs).stream()
                    .filter(type -> !shown.contains(type))
                    .sorted((a, b) -> a.getSimpleName().compareTo(b.getSimpleName()))
                    .toList()) {
                text.append("### ").append(name(struct)).append("\n\n");
                appendColumns(text, struct, structs);
                shown.add(struct);
            }
        }
        text.append("## Codes\n\n| code | who has to act |\n| --- | --- |\n");
        for (ErrorCode code : ErrorCode.values()) {
            text.append("| `%s` | `%s` |%n".formatted(code, code.category()));
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static void appendColumns(StringBuilder text, Class<?> record, Set<Class<?>> structs) {
        text.append("| column | type | unit | meaning | null when |\n| --- | --- | --- | --- | --- |\n");
        for (RecordComponent component : record.getRecordComponents()) {
            Column column = component.getAnnotation(Column.class);
            if (column == null) {
                throw new IllegalStateException("Missing @Column: " + record.getSimpleName() + "." + component);
            }
            Type type = component.getGenericType();
            text.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            RecordShape.columnName(component.getName()),
                            typeName(type, structs),
                            column.unit(),
                            column.value(),
                            column.nullWhen().isEmpty() ? "never" : column.nullWhen()));
        }
        text.append('\n');
    }

    private static String typeName(Type type, Set<Class<?>> structs) {
        if (type instanceof ParameterizedType list) {
            return "list of " + typeName(list.getActualTypeArguments()[0], structs);
        }
        if (type instanceof Class<?> struct && struct.isRecord()) {
            structs.add(struct);
            return name(struct);
        }
        return RecordMapper.dataType(type).simpleString();
    }

    private static String name(Class<?> struct) {
        return RecordShape.columnName(struct.getSimpleName().replace("Cell", ""));
    }
}
