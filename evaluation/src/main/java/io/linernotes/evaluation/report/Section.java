package io.linernotes.evaluation.report;

import java.util.List;

/**
 * A section of the page.
 *
 * @param id its anchor
 * @param paragraphs what it says in words
 * @param strips timelines of single items
 */
record Section(
        String id,
        String title,
        List<String> paragraphs,
        List<Chart> charts,
        List<Strips> strips,
        List<DataTable> tables) {
    Section {
        paragraphs = List.copyOf(paragraphs);
        charts = List.copyOf(charts);
        strips = List.copyOf(strips);
        tables = List.copyOf(tables);
    }

    /**
     * The chapters of one item above those that people made.
     *
     * @param caption why it is shown, such as "best"
     * @param href anchor of the item
     * @param baseline empty without a baseline
     */
    record Strips(
            String caption,
            String title,
            String href,
            List<ReportView.Mark> ours,
            List<ReportView.Mark> baseline,
            List<ReportView.Mark> gold) {}
}
