package io.linernotes.evaluation.report;

import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.evaluation.run.ItemEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Words: error rates, doubtful segments, and whether confidences can be believed. */
final class TranscriptSection {
    private static final int SHOWN = 10;

    private TranscriptSection() {}

    static Section of(EvaluationReport report, Scoreboard scoreboard) {
        List<ItemEvaluation> recognised = report.run().items().stream()
                .filter(item -> item.gold().text() != null && item.output().segments() != null)
                .toList();
        if (recognised.isEmpty()) {
            return new Section(
                    "transcription",
                    "Transcription",
                    List.of("No recording of the run was recognised that has a reference text: nothing to score."),
                    List.of(),
                    List.of(),
                    List.of());
        }
        List<DataTable> tables = new ArrayList<>();
        tables.add(scoreboard.table("scores-transcript", "All recordings", null, List.of("transcript")));
        tables.add(Groups.table(
                "wer-length",
                "Word error rate by length",
                "wer",
                recognised,
                item -> Groups.length(item.durationMs())));
        tables.add(Groups.table(
                "wer-language",
                "Word error rate by language",
                "wer",
                recognised,
                item -> Objects.requireNonNullElse(item.gold().language(), "not known")));
        tables.add(
                Groups.table("wer-format", "Word error rate by format", "wer", recognised, TranscriptSection::format));
        List<List<Cell>> doubtful = doubtful(recognised);
        if (!doubtful.isEmpty()) {
            tables.add(DataTable.of(
                    "doubtful",
                    "Doubtful segments",
                    "The first ten that show signs of loops or invented text.",
                    DataTable.columns("Recording", "At", "Text", "Signs"),
                    doubtful));
        }
        Reliability reliability = Reliability.of(recognised);
        tables.addAll(reliability.tables());
        return new Section("transcription", "Transcription", List.of(), reliability.charts(), List.of(), tables);
    }

    private static String format(ItemEvaluation item) {
        String audio = item.gold().audio();
        return audio == null ? "transcript only" : audio.substring(audio.lastIndexOf('.') + 1);
    }

    private static List<List<Cell>> doubtful(List<ItemEvaluation> items) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ItemEvaluation item : items) {
            for (Segment segment : Objects.requireNonNull(item.output().segments())) {
                if (!segment.flags().isEmpty() && rows.size() < SHOWN) {
                    rows.add(List.of(
                            Cell.text(item.title()).linkingTo(ItemCards.anchor(item)),
                            Cell.text(Wording.clock(segment.range().startMs())),
                            Cell.text(segment.text()),
                            Cell.text(String.join(
                                    ", ",
                                    segment.flags().stream()
                                            .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                                            .toList()))));
                }
            }
        }
        return rows;
    }
}
