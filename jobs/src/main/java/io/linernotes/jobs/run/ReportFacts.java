package io.linernotes.jobs.run;

import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.report.ChapterMark;
import io.linernotes.evaluation.report.EpisodeFacts;
import io.linernotes.evaluation.report.Fact;
import io.linernotes.evaluation.report.FailureFacts;
import io.linernotes.evaluation.report.Outcome;
import io.linernotes.evaluation.report.RunReport;
import io.linernotes.evaluation.report.StageTime;
import io.linernotes.evaluation.report.StateCount;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.ClaimCell;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the report shows of a run, gathered from its tables. */
final class ReportFacts {
    private static final int SHOWN_TOPICS = 8;

    private final RunFacts facts;
    private final Map<String, GoldItem> gold;
    private final PriceList prices;
    private final Map<String, List<ChapterRow>> chapters;
    private final Map<String, List<TopicRow>> topics;
    private final Map<String, List<SummaryRow>> summaries;
    private final Map<String, List<ScoreRow>> scores;

    ReportFacts(RunFacts facts, RunTables tables, Map<String, GoldItem> gold, PriceList prices) {
        this.facts = facts;
        this.gold = gold;
        this.prices = prices;
        this.chapters = grouped(tables.rows(RunTable.CHAPTERS, ChapterRow.class), ChapterRow::recordingId);
        this.topics = grouped(tables.rows(RunTable.TOPICS, TopicRow.class), TopicRow::recordingId);
        this.summaries = grouped(tables.rows(RunTable.SUMMARIES, SummaryRow.class), SummaryRow::recordingId);
        this.scores = grouped(facts.scores(), ScoreRow::recordingId);
    }

    /** Chapters of every recording that has some. */
    Map<String, Long> chapterCounts() {
        Map<String, Long> counts = new HashMap<>();
        chapters.forEach((recording, rows) -> counts.put(recording, (long) rows.size()));
        return counts;
    }

    RunReport report(List<Fact> versions, List<Fact> settings) {
        List<LlmCall> calls = facts.llmCalls();
        return new RunReport(
                facts.run().value(),
                facts.started(),
                facts.ended(),
                facts.identity().speechModel(),
                facts.identity().engine() == null
                        ? "none"
                        : facts.identity().engine().toString(),
                inventory(),
                facts.audioMs(),
                List.of(new StageTime(
                        "whole run",
                        facts.audioMs(),
                        Duration.between(facts.started(), facts.ended()).toMillis())),
                facts.episodes().stream().map(this::episode).toList(),
                facts.scoreSummaries(),
                facts.failures().stream()
                        .map(failure -> new FailureFacts(
                                fileName(failure.media()), failure.code().name(), failure.message()))
                        .toList(),
                CallCosts.of(calls, prices),
                CallCosts.byTask(calls, prices),
                prices.date().toString(),
                versions,
                settings);
    }

    private List<StateCount> inventory() {
        record Key(EpisodeState state, @Nullable String code) {}
        Map<Key, Long> counts = facts.episodes().stream()
                .collect(Collectors.groupingBy(
                        episode -> new Key(
                                episode.state(),
                                episode.code() == null ? null : episode.code().name()),
                        Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> new StateCount(
                        entry.getKey().state().name(),
                        entry.getKey().code(),
                        outcome(entry.getKey().state()),
                        entry.getValue()))
                .sorted(Comparator.comparing(StateCount::outcome).thenComparing(StateCount::state))
                .toList();
    }

    private static Outcome outcome(EpisodeState state) {
        return switch (state) {
            case OK -> Outcome.READY;
            case OK_DEGRADED -> Outcome.DEGRADED;
            case SKIPPED -> Outcome.SKIPPED;
            case DEFERRED, QUARANTINED -> Outcome.FAILED;
        };
    }

    private EpisodeFacts episode(EpisodeRow episode) {
        String recording = String.valueOf(episode.recordingId());
        GoldItem item = gold.get(recording);
        List<ClaimCell> claims = summaries.getOrDefault(recording, List.of()).stream()
                .flatMap(summary -> summary.claims().stream())
                .toList();
        return new EpisodeFacts(
                episode.episodeId(),
                episode.show(),
                episode.title() != null ? episode.title() : fileName(episode.media()),
                episode.decodedMs(),
                outcome(episode.state()),
                episode.state().name(),
                episode.reason(),
                chapters.getOrDefault(recording, List.of()).stream()
                        .map(chapter -> new ChapterMark(chapter.startMs(), chapter.title()))
                        .toList(),
                item == null
                        ? List.of()
                        : item.chapters().stream()
                                .map(chapter -> new ChapterMark(chapter.startMs(), chapter.title()))
                                .toList(),
                line(recording),
                topics(recording),
                claims.size(),
                (int) claims.stream().filter(ClaimCell::verified).count(),
                scores.getOrDefault(recording, List.of()).stream()
                        .map(RunFacts::score)
                        .toList(),
                null);
    }

    private @Nullable String line(String recording) {
        return summaries.getOrDefault(recording, List.of()).stream()
                .filter(summary -> summary.kind() == SummaryKind.LINE)
                .map(SummaryRow::text)
                .findFirst()
                .orElse(null);
    }

    private List<String> topics(String recording) {
        return topics.getOrDefault(recording, List.of()).stream()
                .filter(topic -> topic.chapter() == null)
                .sorted(Comparator.comparing((TopicRow topic) -> topic.topicId() == null)
                        .thenComparing(
                                Comparator.comparingDouble(TopicRow::salience).reversed()))
                .map(TopicRow::label)
                .filter(Objects::nonNull)
                .limit(SHOWN_TOPICS)
                .toList();
    }

    private static String fileName(String media) {
        return media.substring(media.lastIndexOf('/') + 1);
    }

    private static <T> Map<String, List<T>> grouped(List<T> rows, Function<T, String> recording) {
        return rows.stream().collect(Collectors.groupingBy(recording));
    }
}
