package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.recording.RecordingId;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Transcript;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.SegmentRow;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** The transcripts of a published run, to write notes for them again or for the first time. */
final class EarlierTranscripts implements TranscriptSource {
    private static final RecordMapper<SegmentRow> SEGMENTS = RecordMapper.of(SegmentRow.class);
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED = RecordMapper.of(TranscribedRecording.class);

    private final SparkSession spark;
    private final Path folder;
    private final List<EpisodeRow> episodes;

    EarlierTranscripts(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
        RecordMapper<EpisodeRow> mapper = RecordMapper.of(EpisodeRow.class);
        this.episodes = table(RunTable.EPISODES).collectAsList().stream()
                .map(mapper::fromRow)
                .toList();
    }

    /** Whether a folder is a published run. */
    static boolean isRun(Path folder, Configuration configuration) {
        try {
            FileSystem files = folder.getFileSystem(configuration);
            return files.exists(new Path(folder, "manifest.json"))
                    && files.exists(new Path(folder, RunTable.SEGMENTS.folder()));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public @Nullable ModelIdentity speechModel() {
        return episodes.stream()
                .map(EpisodeRow::provenance)
                .filter(provenance -> provenance.asrModel() != null && provenance.asrModelSha256() != null)
                .map(provenance -> new ModelIdentity(
                        Objects.requireNonNull(provenance.asrModel()),
                        Objects.requireNonNull(provenance.asrModelSha256()),
                        null))
                .findFirst()
                .orElse(null);
    }

    /** The episodes as the run published them. */
    List<EpisodeRow> episodes() {
        return episodes;
    }

    @Override
    public Inventory inventory(Collection<Path> publishedRuns) {
        List<InventoryItem> items = episodes.stream()
                .filter(episode -> episode.segments() > 0)
                .map(episode -> InventoryItem.listed(episode.media(), episode.bytes(), metadata(episode))
                        .hashed(new RecordingId(Objects.requireNonNull(episode.recordingId()))))
                .toList();
        return Inventory.withoutFinished(spark, items, List.of(), publishedRuns);
    }

    @Override
    public Dataset<Row> transcripts(Inventory inventory, Broadcast<LinernotesConfig> config, StepStore store) {
        return transcripts(inventory);
    }

    Dataset<Row> transcripts(Inventory inventory) {
        HashMap<String, EpisodeRow> wanted = new HashMap<>();
        Map<String, EpisodeRow> byRecording = new HashMap<>();
        episodes.forEach(episode -> byRecording.putIfAbsent(episode.recordingId(), episode));
        inventory.recordings().forEach(task -> wanted.put(task.recordingId(), byRecording.get(task.recordingId())));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<HashMap<String, EpisodeRow>> known = context.broadcast(wanted);
        MapPartitionsFunction<Row, Row> assemble = rows -> assemble(rows, known.value());
        return table(RunTable.SEGMENTS)
                .repartition(TranscriptSource.tasks(context, wanted.size()), functions.col("recording_id"))
                .sortWithinPartitions("recording_id", "segment")
                .mapPartitions(assemble, TRANSCRIBED.encoder());
    }

    private Dataset<Row> table(RunTable table) {
        return spark.read().parquet(new Path(folder, table.folder()).toString());
    }

    private static Iterator<Row> assemble(Iterator<Row> rows, Map<String, EpisodeRow> wanted) {
        Iterator<SegmentRow> segments = Iterators.filter(
                Iterators.transform(rows, SEGMENTS::fromRow), segment -> wanted.containsKey(segment.recordingId()));
        return Iterators.transform(
                Groups.by(SegmentRow::recordingId, segments),
                group -> TRANSCRIBED.toRow(recording(
                        group, Objects.requireNonNull(wanted.get(group.get(0).recordingId())))));
    }

    private static TranscribedRecording recording(List<SegmentRow> rows, EpisodeRow episode) {
        List<Segment> segments = rows.stream().map(RowValues::segment).toList();
        return new TranscribedRecording(
                rows.get(0).recordingId(),
                report(episode),
                speech(episode),
                new Transcript(episode.language(), segments),
                null);
    }

    private static @Nullable MediaReport report(EpisodeRow episode) {
        if (episode.decodedMs() == null) {
            return null;
        }
        List<EmbeddedChapter> chapters = episode.creatorChapters().stream()
                .map(chapter -> new EmbeddedChapter(new TimeRange(chapter.startMs(), chapter.endMs()), chapter.title()))
                .toList();
        return new MediaReport(
                Objects.requireNonNull(episode.container()),
                Objects.requireNonNull(episode.codec()),
                Objects.requireNonNull(episode.channels()),
                episode.channelLayout(),
                Objects.requireNonNull(episode.sampleRateHz()),
                episode.bitRateBps(),
                episode.declaredMs(),
                episode.decodedMs(),
                metadata(episode),
                chapters,
                episode.loudnessLufs(),
                episode.loudnessRangeLu(),
                episode.truePeakDbtp(),
                Objects.requireNonNull(episode.clippedShare()),
                sound(episode),
                episode.warnings().stream()
                        .map(warning -> new Finding(warning.code(), warning.message()))
                        .toList());
    }

    private static SoundQuality sound(EpisodeRow episode) {
        return new SoundQuality(
                Objects.requireNonNull(episode.silenceShare()),
                Objects.requireNonNull(episode.speechShare()),
                episode.signalToNoiseDb(),
                episode.bandwidthHz(),
                episode.soundProblems());
    }

    private static @Nullable SpeechSummary speech(EpisodeRow episode) {
        if (episode.speechMs() == null || episode.coverage() == null || episode.windows() == null) {
            return null;
        }
        return new SpeechSummary(
                episode.speechMs(),
                Math.round(episode.speechMs() * episode.coverage()),
                episode.windows(),
                episode.languageProbability());
    }

    private static EpisodeMetadata metadata(EpisodeRow episode) {
        return new EpisodeMetadata(
                episode.show(),
                episode.title(),
                episode.published(),
                episode.language(),
                episode.description(),
                episode.artist(),
                episode.album());
    }
}
