package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.score.ScoreSummary;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** What a person reads on the screen after a run. */
final class ConsoleSummary {
    private static final int SHOWN_EPISODES = 20;
    private static final int SHOWN_FAILURES = 10;
    private static final int TITLE_WIDTH = 34;

    private final PrintStream out;
    private final RunFacts facts;

    ConsoleSummary(PrintStream out, RunFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    /** Prints the run. */
    void print(Path folder, Map<String, Long> chaptersByRecording) {
        ModelIdentity model = facts.identity().speechModel();
        if (model != null && model.warning() != null) {
            out.printf("%nNOTE: %s%n", model.warning());
        }
        out.println();
        printEpisodes(chaptersByRecording);
        printFailures();
        out.println();
        printStates();
        printMoney();
        printScoreLine();
        out.println();
        for (RunTable table : RunTable.values()) {
            out.printf("  %-10s %,8d rows%n", table.folder(), facts.rows().getOrDefault(table.folder(), 0L));
        }
        out.printf("%nReport: %s%nTables: %s/*/*.parquet%n", local(new Path(folder, "report.html")), local(folder));
    }

    /** Prints scores over all items. */
    static void printScores(PrintStream out, List<ScoreSummary> scores, int found, int goldItems) {
        out.printf("%s of %s gold items are in the run.%n%n", found, goldItems);
        out.printf("  %-12s %-28s %8s  %-19s %s%n", "step", "metric", "value", "95 % interval", "scored");
        for (ScoreSummary summary : scores) {
            String interval = summary.interval() == null
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%.4f to %.4f",
                            summary.interval().low(),
                            summary.interval().high());
            out.printf(
                    "  %-12s %-28s %8s  %-19s %s of %s%n",
                    summary.step(),
                    summary.metric(),
                    number(summary.value()),
                    interval,
                    summary.scored(),
                    summary.expected());
        }
    }

    private void printEpisodes(Map<String, Long> chapters) {
        out.printf(
                "  %-" + TITLE_WIDTH + "s %8s  %-12s %8s %8s %8s%n",
                "episode",
                "length",
                "state",
                "chapters",
                "WER",
                "F1@30s");
        List<EpisodeRow> shown = facts.episodes().stream()
                .filter(episode -> episode.state() != EpisodeState.QUARANTINED)
                .limit(SHOWN_EPISODES)
                .toList();
        for (EpisodeRow episode : shown) {
            out.printf(
                    "  %-" + TITLE_WIDTH + "s %8s  %-12s %8s %8s %8s%n",
                    shortened(title(episode)),
                    episode.decodedMs() == null ? "" : clock(episode.decodedMs()),
                    episode.state(),
                    chapters.getOrDefault(String.valueOf(episode.recordingId()), 0L),
                    percent(score(episode, "wer")),
                    number(score(episode, MetricRegistry.boundaryF1Name(30))));
        }
        long hidden = facts.episodes().stream()
                        .filter(episode -> episode.state() != EpisodeState.QUARANTINED)
                        .count()
                - shown.size();
        if (hidden > 0) {
            out.printf("  … and %s more, all in the table episodes%n", hidden);
        }
    }

    private void printFailures() {
        if (facts.failures().isEmpty()) {
            return;
        }
        out.printf("%n  Not usable:%n");
        for (FailureRow failure :
                facts.failures().stream().limit(SHOWN_FAILURES).toList()) {
            String file = failure.media().substring(failure.media().lastIndexOf('/') + 1);
            out.printf("  %-" + TITLE_WIDTH + "s %s: %s%n", shortened(file), failure.code(), failure.message());
        }
        if (facts.failures().size() > SHOWN_FAILURES) {
            out.printf(
                    "  … and %s more, all in the table failures%n",
                    facts.failures().size() - SHOWN_FAILURES);
        }
    }

    private void printStates() {
        String states = facts.states().entrySet().stream()
                .filter(state -> state.getValue() > 0)
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
        out.printf("  Run %s: %s", facts.run(), states);
        if (facts.finishedEarlier() > 0) {
            out.printf(", %s finished earlier", facts.finishedEarlier());
        }
        out.println();
        if (facts.audioMs() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %s of audio at %.1f x real time%n",
                    clock(facts.audioMs()),
                    Objects.requireNonNullElse(facts.speed(), 0.0));
        }
    }

    private void printScoreLine() {
        for (ScoreSummary summary : facts.scoreSummaries()) {
            if (summary.metric().equals("wer") && summary.value() != null) {
                out.printf(
                        "  Word error rate against gold: %s (%s of %s recordings)%n",
                        percent(summary.value()), summary.scored(), summary.expected());
            }
        }
    }

    private void printMoney() {
        MoneySummary money = facts.money();
        if (money != null) {
            out.printf(
                    "  Requests: %s paid, %s in doubt, %s answers from the ledger. Money: %s %s, and %s kept back%s.%n",
                    money.billed(),
                    money.inDoubt(),
                    money.cacheHits(),
                    money.settled(),
                    money.currency(),
                    money.reservedLost(),
                    money.cap() == null ? "" : " of at most " + money.cap());
        }
    }

    private @Nullable Double score(EpisodeRow episode, String metric) {
        return facts.scores().stream()
                .filter(score -> score.recordingId().equals(episode.recordingId())
                        && score.metric().equals(metric))
                .map(ScoreRow::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String title(EpisodeRow episode) {
        return episode.title() != null
                ? episode.title()
                : episode.media().substring(episode.media().lastIndexOf('/') + 1);
    }

    private static String local(Path path) {
        return path.toString().replaceFirst("^file:/+", "/");
    }

    private static String shortened(String text) {
        return text.length() <= TITLE_WIDTH ? text : text.substring(0, TITLE_WIDTH - 1) + "…";
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** {@code 1:02:03} or {@code 4:05}. */
    private static String clock(long ms) {
        long seconds = Math.round(ms / 1000.0);
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
