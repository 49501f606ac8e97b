package io.linernotes.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.recording.RecordingId;
import io.linernotes.evaluation.annotation.NotedEpisode;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.run.FailedRecording;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.evaluation.score.Scorer;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * The episodes that people can judge, one per recording. Where files in several folders have the same name, the
     * name is completed by the recording's id.
     */
    List<NotedEpisode> notedEpisodes() {
        RunOutputs outputs = new RunOutputs(tables);
        Map<String, EpisodeRow> byRecording = new LinkedHashMap<>();
        outputs.episodes().forEach(episode -> byRecording.putIfAbsent(RunOutputs.recording(episode), episode));
        Map<String, Long> named = byRecording.values().stream()
                .collect(Collectors.groupingBy(episode -> baseName(episode.media()), Collectors.counting()));
        List<NotedEpisode> noted = new ArrayList<>();
        byRecording.forEach((recording, episode) -> {
            EpisodeOutput output = outputs.of(episode);
            Long duration = outputs.durationMs(episode);
            if (output.chapters() != null && !output.sentences().isEmpty() && duration != null) {
                RecordingId id = new RecordingId(recording);
                String name = baseName(episode.media());
                String unique = named.getOrDefault(name, 0L) == 1 ? name : name + "-" + id.abbreviated();
                noted.add(new NotedEpisode(id, unique, episode.show(), episode.title(), duration, output));
            }
        });
        return noted;
    }

    /** The name of a file without its ending: gold is found by it. */
    private static String baseName(String media) {
        String name = new Path(media).getName();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** Holds the run against gold. */
    RunEvaluation against(GoldIndex gold, Scorer scorer) {
        RunOutputs outputs = new RunOutputs(tables);
        List<ItemEvaluation> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> measured = new HashSet<>();
        long audioMs = 0;
        for (EpisodeRow episode : outputs.episodes()) {
            String recording = RunOutputs.recording(episode);
            Long duration = outputs.durationMs(episode);
            if (duration != null && measured.add(recording)) {
                audioMs += duration;
            }
            GoldIndex.Entry entry = gold.find(episode.media());
            if (entry != null && seen.add(entry.set() + "/" + entry.item().id())) {
                items.add(ItemEvaluation.of(
                        scorer,
                        recording,
                        entry.set(),
                        entry.item(),
                        outputs.of(episode),
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
                outputs.episodes().stream()
                        .collect(
                                Collectors.groupingBy(episode -> episode.state().name(), Collectors.counting())),
                items,
                gold.size(),
                calls(),
                failures(),
                budget(summary.path("money")),
                null);
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

    private static @Nullable Money budget(JsonNode money) {
        return money.path("cap").isTextual()
                ? new Money(
                        new BigDecimal(money.path("cap").textValue()),
                        money.path("currency").textValue())
                : null;
    }

    private static @Nullable Instant instant(JsonNode text) {
        try {
            return text.isTextual() ? Instant.parse(text.textValue()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
