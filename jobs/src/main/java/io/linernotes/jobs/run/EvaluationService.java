package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.service.ApplicationVersion;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.spark.SparkSessions;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import io.linernotes.jobs.table.SegmentRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Scores what a published run holds; nothing is recognised or written again. */
public final class EvaluationService {
    private final PrintStream out;

    public EvaluationService(PrintStream out) {
        this.out = out;
    }

    public ExitCode evaluate(EvaluateRequest request) {
        SparkSession spark = SparkSessions.open(request.config());
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Path folder = new Path(request.run());
        if (!EarlierTranscripts.isRun(folder, hadoop)) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "%s is not the folder of a published run.".formatted(request.run()));
        }
        EarlierTranscripts run = new EarlierTranscripts(spark, folder);
        List<InventoryItem> items = run.inventory(List.of()).items();
        Map<String, GoldItem> gold =
                GoldIndex.read(List.of(new Path(request.gold())), hadoop).of(items);
        List<ScoreRow> scores = score(new TableWriter(spark, folder), run, gold);
        if (request.output() != null) {
            new TableWriter(spark, new Path(request.output())).write(RunTable.SCORES, ScoreRow.class, scores);
        }
        ConsoleSummary.printScores(out, scores, items.size(), gold.size());
        return ExitCode.OK;
    }

    private static List<ScoreRow> score(TableWriter tables, EarlierTranscripts run, Map<String, GoldItem> gold) {
        Map<String, List<SegmentRow>> segments =
                rows(tables, RunTable.SEGMENTS, SegmentRow.class, SegmentRow::recordingId);
        Map<String, List<ChapterRow>> chapters =
                rows(tables, RunTable.CHAPTERS, ChapterRow.class, ChapterRow::recordingId);
        Map<String, List<TopicRow>> topics = rows(tables, RunTable.TOPICS, TopicRow.class, TopicRow::recordingId);
        Map<String, List<SummaryRow>> summaries =
                rows(tables, RunTable.SUMMARIES, SummaryRow.class, SummaryRow::recordingId);
        Map<String, EpisodeRow> episodes = run.episodes().stream()
                .filter(episode -> episode.recordingId() != null)
                .collect(Collectors.toMap(EpisodeRow::recordingId, Function.identity(), (first, second) -> first));
        ModelIdentity model = run.speechModel();
        List<ScoreRow> scores = new ArrayList<>();
        gold.forEach((id, item) -> {
            EpisodeRow episode = Objects.requireNonNull(episodes.get(id));
            EngineKind engine = episode.provenance().engine();
            EpisodeNotes notes = engine == null
                    ? null
                    : new EpisodeNotes(
                            engine,
                            values(chapters, id, RowValues::chapter),
                            values(topics, id, RowValues::topic),
                            values(summaries, id, RowValues::summary),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());
            EnrichedRecording recording = new EnrichedRecording(
                    id,
                    null,
                    null,
                    episode.language(),
                    values(segments, id, RowValues::numberedSegment),
                    notes,
                    List.of(),
                    null);
            RunIdentity identity = new RunIdentity(model, engine, ApplicationVersion.current());
            scores.addAll(ScoreStep.score(item, recording, identity));
        });
        return scores;
    }

    private static <T extends Record> Map<String, List<T>> rows(
            TableWriter tables, RunTable table, Class<T> type, Function<T, String> recordingId) {
        RecordMapper<T> mapper = RecordMapper.of(type);
        return tables.read(table).collectAsList().stream()
                .map(mapper::fromRow)
                .collect(Collectors.groupingBy(recordingId));
    }

    private static <T, R> List<R> values(Map<String, List<T>> rows, String id, Function<T, R> toValue) {
        return rows.getOrDefault(id, List.of()).stream().map(toValue).toList();
    }
}
