package io.linernotes.evaluation.report;

/** A cell of a file that spreadsheets read (RFC 4180). */
final class CsvCell {
    private CsvCell() {}

    /** Quoted where needed; what a spreadsheet would take for a formula becomes text. */
    static String of(String text) {
        String safe = !text.isEmpty() && "=+@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
