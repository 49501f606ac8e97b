package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.evaluation.score.Score;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.RecordMapper;
import io.linernotes.jobs.table.ScoreRow;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Scores finished recordings that have gold: {@link EnrichedRecording} rows to {@link ScoreRow} rows. */
final class ScoreStep implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<LinernotesConfig> config;
    private final Broadcast<Map<String, GoldItem>> gold;
    private final RunIdentity identity;

    ScoreStep(Broadcast<LinernotesConfig> config, Broadcast<Map<String, GoldItem>> gold, RunIdentity identity) {
        this.config = config;
        this.gold = gold;
        this.identity = identity;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        RecordMapper<EnrichedRecording> from = RecordMapper.of(EnrichedRecording.class);
        RecordMapper<ScoreRow> to = RecordMapper.of(ScoreRow.class);
        Iterator<EnrichedRecording> recordings = Iterators.filter(
                Iterators.transform(rows, from::fromRow),
                recording -> recording.state().isFinal() && gold.value().containsKey(recording.recordingId()));
        return Iterators.concat(Iterators.transform(
                recordings,
                recording -> score(recording).stream().map(to::toRow).iterator()));
    }

    private List<ScoreRow> score(EnrichedRecording recording) {
        GoldItem item = Objects.requireNonNull(gold.value().get(recording.recordingId()));
        return ExecutorServices.of(config.value()).scorer().score(item, output(recording, identity)).stream()
                .map(score -> row(recording.recordingId(), score, identity.appVersion()))
                .toList();
    }

    private static EpisodeOutput output(EnrichedRecording recording, RunIdentity identity) {
        List<Segment> segments =
                recording.segments().stream().map(NumberedSegment::segment).toList();
        List<Integer> numbers =
                recording.segments().stream().map(NumberedSegment::sentence).toList();
        List<Sentence> sentences =
                SentencedTranscript.of(recording.language(), segments, numbers).sentences();
        boolean recognised = identity.speechModel() != null && isTranscribed(recording);
        return new EpisodeOutput(
                recording.language(),
                recognised ? segments : null,
                sentences,
                recording.notes() == null ? null : recording.notes().chapters(),
                recording.notes() == null ? null : recording.notes().topics(),
                recording.notes() == null ? null : recording.notes().summaries());
    }

    /** Silence is a transcript too: an empty one. */
    private static boolean isTranscribed(EnrichedRecording recording) {
        return recording.problem() == null
                || recording.problem().code() == ErrorCode.NO_SPEECH
                || !recording.segments().isEmpty();
    }

    static ScoreRow row(String recordingId, Score score, String appVersion) {
        return new ScoreRow(
                recordingId,
                score.item(),
                score.cluster(),
                score.step(),
                score.metric(),
                score.metricVersion(),
                score.value(),
                score.numerator(),
                score.denominator(),
                score.n(),
                score.undefinedReason(),
                appVersion);
    }
}
