package io.linernotes.jobs.run;

import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.ScoreSummary;
import io.linernotes.jobs.claims.LedgerTotals;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures of a finished run, counted in its tables. */
record RunFacts(
        RunId run,
        RunIdentity identity,
        int finishedEarlier,
        List<EpisodeRow> episodes,
        List<FailureRow> failures,
        List<ScoreRow> scores,
        List<ScoreSummary> scoreSummaries,
        List<LlmCallRow> calls,
        @Nullable MoneySummary money,
        Map<String, Long> rows,
        String priceList,
        Instant started,
        Instant ended) {

    /**
     * Counts what is in the tables.
     *
     * @param totals what the ledger says; null when nothing could be paid for
     * @param cap money per run; null for none
     * @param priceList date of the price list
     */
    static RunFacts of(
            RunId run,
            RunIdentity identity,
            Inventory inventory,
            RunTables tables,
            @Nullable LedgerTotals totals,
            @Nullable Money cap,
            String priceList,
            Instant started,
            Instant ended) {
        List<ScoreRow> scores = tables.rows(RunTable.SCORES, ScoreRow.class);
        List<LlmCallRow> calls = tables.rows(RunTable.LLM_CALLS, LlmCallRow.class);
        return new RunFacts(
                run,
                identity,
                inventory.finishedEarlier(),
                tables.episodes(),
                tables.failures(),
                scores,
                ScoreSummary.of(scores.stream().map(RunFacts::score).toList()),
                calls,
                totals == null ? null : MoneySummary.of(totals, calls, cap),
                tables.counts(),
                priceList,
                started,
                ended);
    }

    Map<EpisodeState, Long> states() {
        Map<EpisodeState, Long> states = count(episodes, EpisodeRow::state);
        for (EpisodeState state : EpisodeState.values()) {
            states.putIfAbsent(state, 0L);
        }
        return states;
    }

    /** Failures and warnings by code. */
    Map<String, Long> codes() {
        List<String> codes = new ArrayList<>();
        failures.forEach(failure -> codes.add(failure.code().name()));
        episodes.forEach(episode ->
                episode.warnings().forEach(warning -> codes.add(warning.code().name())));
        return count(codes, Function.identity());
    }

    /** Decoded audio in milliseconds; a recording that several episodes share counts once. */
    long audioMs() {
        return sum(distinct(), EpisodeRow::decodedMs);
    }

    long speechMs() {
        return sum(distinct(), EpisodeRow::speechMs);
    }

    /** Share of speech that was given to the recogniser; null without speech. */
    @Nullable
    Double coverage() {
        double covered = distinct().stream()
                .filter(episode -> episode.speechMs() != null && episode.coverage() != null)
                .mapToDouble(episode ->
                        Objects.requireNonNull(episode.speechMs()) * Objects.requireNonNull(episode.coverage()))
                .sum();
        return speechMs() == 0 ? null : covered / speechMs();
    }

    /** Audio time over wall-clock time; null without audio. */
    @Nullable
    Double speed() {
        long wallMs = Duration.between(started, ended).toMillis();
        return audioMs() == 0 || wallMs == 0 ? null : (double) audioMs() / wallMs;
    }

    List<LlmCall> llmCalls() {
        return calls.stream().map(RowValues::llmCall).toList();
    }

    private List<EpisodeRow> distinct() {
        Set<String> seen = new HashSet<>();
        return episodes.stream()
                .filter(episode -> episode.recordingId() != null && seen.add(episode.recordingId()))
                .toList();
    }

    static Score score(ScoreRow row) {
        return new Score(
                row.item(),
                row.show(),
                row.step(),
                row.metric(),
                row.metricVersion(),
                row.value(),
                row.numerator(),
                row.denominator(),
                row.n(),
                row.undefinedReason());
    }

    private static <T> long sum(Collection<T> values, Function<T, @Nullable Long> part) {
        return values.stream()
                .map(part)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static <T, K> Map<K, Long> count(Collection<T> values, Function<T, K> key) {
        return values.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    }
}
