package io.linernotes.evaluation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as its template sees it: words in order, nothing left to compute. */
record ReportView(
        String runId,
        String started,
        String took,
        Verdict verdict,
        List<Figure> figures,
        List<Inventory> inventory,
        List<Stage> stages,
        List<Episode> episodes,
        int episodesNotShown,
        List<ScoreRow> scores,
        List<FailureFacts> failures,
        int failuresNotShown,
        List<CostRow> costs,
        String costNote,
        List<Fact> models,
        List<Fact> versions,
        List<Fact> settings) {

    record Figure(String label, String value, String note) {}

    record Inventory(String state, @Nullable String code, String outcome, String count) {}

    record Stage(String name, String audio, String took, String speed) {}

    /** @param search what the filter looks through, lower case */
    record Episode(
            String id,
            String title,
            @Nullable String show,
            @Nullable String length,
            String outcome,
            String state,
            @Nullable String problem,
            @Nullable String line,
            List<String> topics,
            List<Mark> chapters,
            List<Mark> gold,
            List<Fact> figures,
            String search) {}

    /**
     * @param left start, per cent of the recording
     * @param width share, per cent of the recording
     * @param labelled whether there is room for the title
     */
    record Mark(String start, String title, String left, String width, String share, boolean labelled) {}

    record ScoreRow(
            String name,
            String explanation,
            String value,
            @Nullable String interval,
            String scored,
            String direction) {}

    record CostRow(String task, String calls, String input, String cached, String output, String money) {}
}
