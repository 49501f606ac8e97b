package io.linernotes.evaluation.report;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.score.ScoreSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the facts of a run into what the page shows. */
final class ReportViews {
    private static final int SHOWN_EPISODES = 300;
    private static final int SHOWN_FAILURES = 500;

    private final RunReport run;

    ReportViews(RunReport run) {
        this.run = run;
    }

    ReportView view() {
        return new ReportView(
                run.runId(),
                Wording.instant(run.started()),
                Wording.length(Duration.between(run.started(), run.ended()).toMillis()),
                Verdict.of(run),
                figures(),
                run.inventory().stream().map(ReportViews::inventory).toList(),
                run.stages().stream().map(ReportViews::stage).toList(),
                run.episodes().stream()
                        .sorted(Comparator.comparingInt(ReportViews::attention))
                        .limit(SHOWN_EPISODES)
                        .map(EpisodeViews::episode)
                        .toList(),
                Math.max(0, run.episodes().size() - SHOWN_EPISODES),
                run.scores().stream().map(ReportViews::score).toList(),
                run.failures().stream().limit(SHOWN_FAILURES).toList(),
                Math.max(0, run.failures().size() - SHOWN_FAILURES),
                costs(),
                costNote(),
                models(),
                run.versions(),
                run.settings());
    }

    /** What needs somebody comes first. */
    private static int attention(EpisodeFacts episode) {
        return switch (episode.outcome()) {
            case FAILED -> 0;
            case DEGRADED -> 1;
            case READY -> 2;
            case SKIPPED -> 3;
        };
    }

    private List<ReportView.Figure> figures() {
        List<ReportView.Figure> figures = new ArrayList<>();
        long attempted = run.count() - run.count(Outcome.SKIPPED);
        figures.add(new ReportView.Figure(
                "Recordings ready",
                "%s of %s".formatted(Wording.count(run.count(Outcome.READY)), Wording.count(attempted)),
                Wording.count(run.count(Outcome.SKIPPED)) + " left out: no speech, or no recording"));
        figures.add(new ReportView.Figure("Audio", Wording.hours(run.audioMs()), "decoded in this run"));
        long wallMs = Duration.between(run.started(), run.ended()).toMillis();
        if (wallMs > 0 && run.audioMs() > 0) {
            figures.add(new ReportView.Figure(
                    "Speed", Wording.times((double) run.audioMs() / wallMs), "real time, from start to report"));
        }
        scoreFigure("wer").ifPresent(figures::add);
        scoreFigure("boundary_f1_30s").ifPresent(figures::add);
        claims().ifPresent(figures::add);
        figures.add(cost());
        return figures;
    }

    private Optional<ReportView.Figure> scoreFigure(String metric) {
        return run.scores().stream()
                .filter(score -> score.metric().equals(metric) && score.value() != null)
                .findFirst()
                .map(score -> {
                    ReportView.ScoreRow row = score(score);
                    String range = row.interval() == null ? "" : "95 %% interval %s, ".formatted(row.interval());
                    return new ReportView.Figure(row.name(), row.value(), range + "from " + row.scored());
                });
    }

    private Optional<ReportView.Figure> claims() {
        int claims = run.episodes().stream().mapToInt(EpisodeFacts::claims).sum();
        int verified =
                run.episodes().stream().mapToInt(EpisodeFacts::verifiedClaims).sum();
        return claims == 0
                ? Optional.empty()
                : Optional.of(new ReportView.Figure(
                        "Statements with evidence",
                        Wording.percent((double) verified / claims),
                        "%s checked against the recording".formatted(Wording.count(claims, "statement"))));
    }

    private ReportView.Figure cost() {
        CallCosts costs = run.costs();
        if (costs.calls() == 0) {
            return new ReportView.Figure("Model cost", "none", "no calls to a language model");
        }
        if (costs.unpriced() == costs.calls()) {
            return new ReportView.Figure("Model cost", "not known", costNote());
        }
        return run.audioMs() == 0
                ? new ReportView.Figure("Model cost", Wording.money(costs.money()), costNote())
                : new ReportView.Figure(
                        "Model cost per audio hour",
                        Wording.money(costs.money().perHourOf(run.audioMs())),
                        "%s in all; %s".formatted(Wording.money(costs.money()), costNote()));
    }

    private String costNote() {
        CallCosts costs = run.costs();
        return costs.unpriced() == 0
                ? "covers %s".formatted(Wording.count(costs.calls(), "call"))
                : "covers %s of %s; the others have no known price"
                        .formatted(
                                Wording.count(costs.calls() - costs.unpriced()), Wording.count(costs.calls(), "call"));
    }

    private List<ReportView.CostRow> costs() {
        if (run.costs().calls() == 0) {
            return List.of();
        }
        List<ReportView.CostRow> rows = new ArrayList<>();
        run.costsByTask().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(task -> rows.add(costRow(task.getKey(), task.getValue())));
        rows.add(costRow("all", run.costs()));
        return rows;
    }

    private static ReportView.CostRow costRow(String task, CallCosts costs) {
        String known = costs.unpriced() == costs.calls() ? "not known" : Wording.money(costs.money());
        return new ReportView.CostRow(
                task,
                Wording.count(costs.calls()),
                Wording.count(costs.inputTokens()),
                Wording.count(costs.cachedInputTokens()),
                Wording.count(costs.outputTokens()),
                known);
    }

    private List<Fact> models() {
        List<Fact> models = new ArrayList<>();
        @Nullable ModelIdentity speech = run.speechModel();
        if (speech != null) {
            models.add(new Fact("speech", "%s (sha256 %s)".formatted(speech.name(), speech.sha256())));
        }
        models.add(new Fact("notes", run.notesEngine()));
        models.add(new Fact("prices", run.priceList()));
        return models;
    }

    private static ReportView.Inventory inventory(StateCount state) {
        return new ReportView.Inventory(
                state.state(),
                state.code(),
                state.outcome().name().toLowerCase(Locale.ROOT),
                Wording.count(state.count()));
    }

    private static ReportView.Stage stage(StageTime stage) {
        return new ReportView.Stage(
                stage.stage(),
                Wording.length(stage.audioMs()),
                Wording.length(stage.wallMs()),
                stage.wallMs() == 0 ? "too fast to measure" : Wording.times(stage.speed()));
    }

    private static ReportView.ScoreRow score(ScoreSummary score) {
        ScoreLabel label = ScoreLabel.of(score.metric());
        return new ReportView.ScoreRow(
                label.name(),
                label.explanation(),
                score.value() == null ? "not defined" : label.value(score.value()),
                score.interval() == null ? null : label.interval(score.interval()),
                "%d of %s".formatted(score.scored(), Wording.count(score.expected(), "recording")),
                ScoreLabel.direction(score.metric()));
    }
}
