package io.linernotes.evaluation.report;

import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.score.EpisodeOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every item with its scores and its chapters: where links of the page lead. */
final class ItemCards {
    static final int SHOWN = 300;

    private ItemCards() {}

    /** A card. */
    record Card(
            String anchor,
            String title,
            String where,
            String state,
            @Nullable String problem,
            List<ReportView.Mark> ours,
            List<ReportView.Mark> baseline,
            List<ReportView.Mark> gold,
            @Nullable String summary,
            @Nullable String goldSummary,
            List<Fact> scores,
            String search) {}

    static List<Card> of(EvaluationReport report) {
        return report.run().items().stream()
                .limit(SHOWN)
                .map(item -> card(report, item))
                .toList();
    }

    static String anchor(ItemEvaluation item) {
        return "item-" + Anchors.id(item.key());
    }

    static List<ReportView.Mark> ours(ItemEvaluation item) {
        return EpisodeViews.marks(marks(item.output()), end(item));
    }

    static List<ReportView.Mark> gold(ItemEvaluation item) {
        return EpisodeViews.marks(goldMarks(item), end(item));
    }

    static List<ReportView.Mark> baseline(EvaluationReport report, ItemEvaluation item) {
        return counterpart(report, item)
                .map(other -> EpisodeViews.marks(marks(other.output()), end(item)))
                .orElse(List.of());
    }

    private static Optional<ItemEvaluation> counterpart(EvaluationReport report, ItemEvaluation item) {
        return report.baseline() == null
                ? Optional.empty()
                : report.baseline().items().stream()
                        .filter(other -> other.key().equals(item.key()))
                        .findFirst();
    }

    private static Card card(EvaluationReport report, ItemEvaluation item) {
        List<Fact> scores = new ArrayList<>();
        item.scores().forEach(score -> {
            ScoreLabel label = ScoreLabel.of(score.metric());
            scores.add(new Fact(
                    label.name(),
                    score.value() == null
                            ? "not defined: " + score.undefinedReason()
                            : label.value(score.value()) + before(report, item, score.metric(), label)));
        });
        String where = "%s · %s%s"
                .formatted(
                        item.set(),
                        item.gold().cluster(),
                        item.durationMs() == null ? "" : " · " + Wording.length(item.durationMs()));
        return new Card(
                anchor(item),
                item.title(),
                where,
                item.state(),
                item.problem(),
                ours(item),
                baseline(report, item),
                gold(item),
                SummarySection.paragraph(item).orElse(null),
                item.gold().summary(),
                scores,
                "%s %s".formatted(item.title(), where).toLowerCase(Locale.ROOT));
    }

    private static String before(EvaluationReport report, ItemEvaluation item, String metric, ScoreLabel label) {
        return counterpart(report, item)
                .map(other -> other.value(metric))
                .map(value -> " (baseline %s)".formatted(label.value(value)))
                .orElse("");
    }

    private static List<ChapterMark> marks(EpisodeOutput output) {
        return output.chapters() == null
                ? List.of()
                : output.chapters().stream()
                        .map(chapter -> new ChapterMark(chapter.range().startMs(), chapter.title()))
                        .toList();
    }

    private static List<ChapterMark> goldMarks(ItemEvaluation item) {
        return item.gold().chapters().stream()
                .map(chapter -> new ChapterMark(chapter.startMs(), chapter.title()))
                .toList();
    }

    /** The length, or the last mark where that is later. */
    private static long end(ItemEvaluation item) {
        long end = Math.max(1, Objects.requireNonNullElse(item.durationMs(), 1L));
        for (List<ChapterMark> marks : List.of(marks(item.output()), goldMarks(item))) {
            for (ChapterMark mark : marks) {
                end = Math.max(end, mark.startMs() + 1);
            }
        }
        return end;
    }
}
