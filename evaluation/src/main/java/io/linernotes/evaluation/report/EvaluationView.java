package io.linernotes.evaluation.report;

import java.util.List;

/** An evaluation as its templates see it: words in order, nothing left to compute. */
record EvaluationView(
        String run,
        String baseline,
        Verdict verdict,
        List<ReportView.Figure> figures,
        List<Section> sections,
        List<ItemCards.Card> items,
        int itemsNotShown) {
    static EvaluationView of(EvaluationReport report) {
        Scoreboard scoreboard = new Scoreboard(report);
        List<Section> sections = List.of(
                GateSection.of(report),
                ProvenanceSection.of(report),
                scoreboard.section(),
                TranscriptSection.of(report, scoreboard),
                new ChapterSection(report, scoreboard).section(),
                SummarySection.of(report, scoreboard),
                PropagationSection.of(report),
                new CostSection(report).section(),
                FailureSection.of(report),
                ChangeSection.of(report, scoreboard));
        return new EvaluationView(
                report.run().run(),
                report.baseline() == null ? "" : report.baseline().run(),
                GateVerdict.of(report),
                Headline.figures(report),
                sections,
                ItemCards.of(report),
                Math.max(0, report.run().items().size() - ItemCards.SHOWN));
    }
}
