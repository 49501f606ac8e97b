package io.linernotes.evaluation.report;

import io.linernotes.evaluation.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Turns the facts of one recording into its card. */
final class EpisodeViews {
    /** Narrower parts of a strip have no room for a title. */
    private static final double LABELLED_SHARE = 0.07;

    private EpisodeViews() {}

    static ReportView.Episode episode(EpisodeFacts episode) {
        String show = Objects.requireNonNullElse(episode.show(), "");
        return new ReportView.Episode(
                episode.id(),
                episode.title(),
                episode.show(),
                episode.durationMs() == null ? null : Wording.length(episode.durationMs()),
                episode.outcome().name().toLowerCase(Locale.ROOT),
                episode.state(),
                episode.problem(),
                episode.line(),
                episode.topics(),
                marks(episode.chapters(), end(episode)),
                marks(episode.goldChapters(), end(episode)),
                figures(episode),
                "%s %s %s".formatted(episode.title(), show, episode.state()).toLowerCase(Locale.ROOT));
    }

    /** The duration, or the last mark where that is later or nothing else is known. */
    private static long end(EpisodeFacts episode) {
        long end = episode.durationMs() == null ? 1 : Math.max(1, episode.durationMs());
        for (ChapterMark mark : episode.chapters()) {
            end = Math.max(end, mark.startMs() + 1);
        }
        for (ChapterMark mark : episode.goldChapters()) {
            end = Math.max(end, mark.startMs() + 1);
        }
        return end;
    }

    static List<ReportView.Mark> marks(List<ChapterMark> chapters, long end) {
        List<ReportView.Mark> marks = new ArrayList<>();
        for (int i = 0; i < chapters.size(); i++) {
            ChapterMark chapter = chapters.get(i);
            long next = i + 1 < chapters.size() ? chapters.get(i + 1).startMs() : end;
            double share = Math.max(0, next - chapter.startMs()) / (double) end;
            marks.add(new ReportView.Mark(
                    Wording.clock(chapter.startMs()),
                    chapter.title().isBlank() ? "Untitled" : chapter.title(),
                    percent(chapter.startMs() / (double) end),
                    percent(share),
                    Wording.percent(share),
                    share >= LABELLED_SHARE));
        }
        return marks;
    }

    private static List<Fact> figures(EpisodeFacts episode) {
        List<Fact> figures = new ArrayList<>();
        for (Score score : episode.scores()) {
            if (score.value() != null && List.of("wer", "boundary_f1_30s").contains(score.metric())) {
                ScoreLabel label = ScoreLabel.of(score.metric());
                figures.add(new Fact(label.name(), label.value(score.value())));
            }
        }
        if (episode.claims() > 0) {
            figures.add(new Fact("Statements with evidence", episode.verifiedClaims() + " of " + episode.claims()));
        }
        if (episode.cost() != null) {
            figures.add(new Fact("Model cost", Wording.money(episode.cost())));
        }
        return figures;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f", 100 * share);
    }
}
