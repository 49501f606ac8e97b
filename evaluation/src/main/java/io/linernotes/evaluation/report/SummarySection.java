package io.linernotes.evaluation.report;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.statistics.Interval;
import io.linernotes.evaluation.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Summaries and topics, and the claims that nothing supports. */
final class SummarySection {
    private static final int SHOWN = 20;

    private SummarySection() {}

    static Section of(EvaluationReport report, Scoreboard scoreboard) {
        List<ItemEvaluation> items = report.run().items();
        List<Claim> claims = items.stream().flatMap(SummarySection::claims).toList();
        List<String> words = new ArrayList<>();
        if (!claims.isEmpty()) {
            int unsupported = (int) claims.stream()
                    .filter(claim -> !claim.grounding().isVerified())
                    .count();
            Proportion share = new Proportion(unsupported, claims.size());
            Interval wilson = share.wilson();
            words.add("%s of %s lack support in the sentences that they cite: %s (Wilson 95 %% interval %s)."
                    .formatted(
                            Wording.count(unsupported),
                            Wording.count(claims.size(), "claim"),
                            Wording.percent(share.value()),
                            Wording.interval(wilson, true)));
        }
        words.add(JudgeViews.words(report.run()));
        List<DataTable> tables = new ArrayList<>();
        DataTable scores =
                scoreboard.table("scores-summary", "All recordings", null, List.of("summary", "topics", "judge"));
        if (scores.rows().isEmpty()) {
            words.add("The gold has no summaries and no topics for the recordings of this run.");
        } else {
            tables.add(scores);
        }
        List<List<Cell>> rows = items.stream()
                .flatMap(item -> claims(item)
                        .filter(claim -> !claim.grounding().isVerified())
                        .map(claim -> row(item, claim)))
                .limit(SHOWN)
                .toList();
        if (!rows.isEmpty()) {
            tables.add(DataTable.of(
                    "unsupported",
                    "Claims without support",
                    "The first twenty, as written.",
                    DataTable.columns("Recording", "Claim", "Why"),
                    rows));
        }
        TopicLabelsTable.of(items).ifPresent(tables::add);
        tables.addAll(JudgeViews.tables(report.run()));
        return new Section("summaries", "Summaries and topics", words, List.of(), List.of(), tables);
    }

    private static List<Cell> row(ItemEvaluation item, Claim claim) {
        return List.of(
                Cell.text(item.title()).linkingTo(ItemCards.anchor(item)),
                Cell.text(claim.text()),
                Cell.text(Objects.requireNonNull(claim.grounding().doubt())
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ')));
    }

    private static Stream<Claim> claims(ItemEvaluation item) {
        return Stream.ofNullable(item.output().summaries())
                .flatMap(List::stream)
                .flatMap(summary -> summary.claims().stream());
    }

    static Optional<String> paragraph(ItemEvaluation item) {
        return Stream.ofNullable(item.output().summaries())
                .flatMap(List::stream)
                .filter(summary -> summary.kind() == SummaryKind.PARAGRAPH)
                .map(Summary::text)
                .findFirst();
    }
}
