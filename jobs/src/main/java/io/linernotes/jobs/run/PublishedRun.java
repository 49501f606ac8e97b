package io.linernotes.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.run.FailedRecording;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import io.linernotes.jobs.table.SegmentRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Reads what a published run holds, to judge it. Nothing of it is changed. */
final class PublishedRun {
    private final SparkSession spark;
    private final Path folder;
    private final TableFolder tables;

    /**
     * Names a run.
     *
     * @throws EnrichmentException {@code CONFIG_INVALID} when the folder is none
     */
    PublishedRun(SparkSession spark, String folder) {
        this.spark = spark;
        this.folder = new Path(folder);
        this.tables = new TableFolder(spark, this.folder);
        if (!EarlierTranscripts.isRun(this.folder, spark.sparkContext().hadoopConfiguration())) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "%s is not the folder of a published run.".formatted(folder));
        }
    }

    /** The scores that lie in a folder, of a run or of an evaluation; items are named by show and id. */
    static List<KeyedScore> scores(SparkSession spark, Path folder) {
        return new TableFolder(spark, folder)
                .rows(RunTable.SCORES, ScoreRow.class).stream()
                        .map(row -> new KeyedScore(row.show() + "/" + row.item(), RunFacts.score(row)))
                        .toList();
    }

    /** Holds the run against gold. */
    RunEvaluation against(GoldIndex gold) {
        List<EpisodeRow> episodes = tables.rows(RunTable.EPISODES, EpisodeRow.class).stream()
                .sorted(Comparator.comparing(EpisodeRow::media))
                .toList();
        Map<String, List<SegmentRow>> segments = grouped(RunTable.SEGMENTS, SegmentRow.class, SegmentRow::recordingId);
        Map<String, List<ChapterRow>> chapters = grouped(RunTable.CHAPTERS, ChapterRow.class, ChapterRow::recordingId);
        Map<String, List<TopicRow>> topics = grouped(RunTable.TOPICS, TopicRow.class, TopicRow::recordingId);
        Map<String, List<SummaryRow>> summaries =
                grouped(RunTable.SUMMARIES, SummaryRow.class, SummaryRow::recordingId);
        List<ItemEvaluation> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> measured = new HashSet<>();
        long audioMs = 0;
        for (EpisodeRow episode : episodes) {
            String recording = Objects.requireNonNullElse(episode.recordingId(), episode.media());
            List<SegmentRow> said = ordered(segments, recording, SegmentRow::segment);
            Long duration = duration(episode, said);
            if (duration != null && measured.add(recording)) {
                audioMs += duration;
            }
            GoldIndex.Entry entry = gold.find(episode.media());
            if (entry != null && seen.add(entry.set() + "/" + entry.item().id())) {
                EpisodeOutput output = output(
                        episode,
                        said,
                        ordered(chapters, recording, ChapterRow::chapter),
                        ordered(topics, recording, TopicRow::topic),
                        summaries.getOrDefault(recording, List.of()));
                items.add(ItemEvaluation.of(
                        recording,
                        entry.set(),
                        entry.item(),
                        output,
                        title(episode, entry),
                        episode.state().name(),
                        episode.reason(),
                        duration));
            }
        }
        JsonNode summary = summary();
        return new RunEvaluation(
                folder.getName().replaceFirst("^run=", ""),
                folder.toString(),
                instant(summary.path("started")),
                instant(summary.path("ended")),
                new EarlierTranscripts(spark, folder).speechModel(),
                summary.path("engine").asText("none"),
                summary.path("versions").path("app").asText("not known"),
                audioMs,
                episodes.stream()
                        .collect(
                                Collectors.groupingBy(episode -> episode.state().name(), Collectors.counting())),
                items,
                gold.size(),
                calls(),
                failures());
    }

    private static EpisodeOutput output(
            EpisodeRow episode,
            List<SegmentRow> said,
            List<ChapterRow> chapters,
            List<TopicRow> topics,
            List<SummaryRow> summaries) {
        boolean usable = episode.state() == EpisodeState.OK || episode.state() == EpisodeState.OK_DEGRADED;
        // Silence is a transcript too: an empty one.
        boolean recognised = episode.provenance().asrModel() != null
                && (usable || episode.state() == EpisodeState.SKIPPED || !said.isEmpty());
        boolean noted = usable && episode.provenance().engine() != null;
        List<Segment> segments = said.stream().map(RowValues::segment).toList();
        List<Integer> numbers = said.stream()
                .map(row -> RowValues.numberedSegment(row).sentence())
                .toList();
        return new EpisodeOutput(
                episode.language(),
                recognised ? segments : null,
                SentencedTranscript.of(episode.language(), segments, numbers).sentences(),
                noted ? chapters.stream().map(RowValues::chapter).toList() : null,
                noted ? topics.stream().map(RowValues::topic).toList() : null,
                noted ? summaries.stream().map(RowValues::summary).toList() : null);
    }

    private static @Nullable Long duration(EpisodeRow episode, List<SegmentRow> said) {
        if (episode.decodedMs() != null) {
            return episode.decodedMs();
        }
        return said.isEmpty() ? null : said.get(said.size() - 1).endMs();
    }

    private static String title(EpisodeRow episode, GoldIndex.Entry gold) {
        String title = episode.title() != null ? episode.title() : gold.item().title();
        return title != null ? title : gold.item().id();
    }

    private List<PricedCall> calls() {
        return tables.rows(RunTable.LLM_CALLS, LlmCallRow.class).stream()
                .sorted(Comparator.comparing(LlmCallRow::recordingId).thenComparing(LlmCallRow::call))
                .map(row -> new PricedCall(
                        row.recordingId(),
                        RowValues.llmCall(row),
                        row.cost() == null || row.currency() == null ? null : new Money(row.cost(), row.currency())))
                .toList();
    }

    private List<FailedRecording> failures() {
        return tables.rows(RunTable.FAILURES, FailureRow.class).stream()
                .map(row -> new FailedRecording(
                        new Path(row.media()).getName(), row.code().name(), row.message()))
                .toList();
    }

    /** The run's own summary; missing where it has none. */
    private JsonNode summary() {
        Path file = new Path(folder, "run.json");
        try (InputStream stream =
                file.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(file)) {
            return new JsonMapper().readTree(stream);
        } catch (IOException e) {
            throw new EnrichmentException(ErrorCode.STORAGE_UNREADABLE, "Cannot read %s.".formatted(file), e);
        }
    }

    private static @Nullable Instant instant(JsonNode text) {
        try {
            return text.isTextual() ? Instant.parse(text.textValue()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private <T extends Record> Map<String, List<T>> grouped(
            RunTable table, Class<T> type, Function<T, String> recordingId) {
        return tables.rows(table, type).stream().collect(Collectors.groupingBy(recordingId));
    }

    private static <T> List<T> ordered(Map<String, List<T>> rows, String recording, Function<T, Integer> position) {
        return rows.getOrDefault(recording, List.of()).stream()
                .sorted(Comparator.comparing(position))
                .toList();
    }
}
