package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.evaluation.score.Score;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.ScoreRow;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;

/** Scores finished recordings that have gold. */
final class ScoreStep implements TableFolder.RowsOf<ScoreRow> {
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
    public List<ScoreRow> apply(EnrichedRecording recording) {
        GoldItem item = gold.value().get(recording.recordingId());
        return item == null || !recording.state().isFinal()
                ? List.of()
                : ExecutorServices.of(config.value()).scorer().score(item, output(recording, identity)).stream()
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
