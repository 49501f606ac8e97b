package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.recording.RecordingId;
import io.linernotes.jobs.inventory.InventoryItem;
import io.linernotes.jobs.table.CreatorChapter;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.FailureRow;
import io.linernotes.jobs.table.Provenance;
import io.linernotes.jobs.table.Step;
import io.linernotes.jobs.table.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Joins what was given with what became of it: one row per input, and one failure per input that could not be used. */
final class EpisodeRows {
    private final RunIdentity identity;
    private final Predicate<InventoryItem> companions;
    private final Map<String, RecordingOutcome> outcomes;
    private final List<EpisodeRow> episodes = new ArrayList<>();
    private final List<FailureRow> failures = new ArrayList<>();

    EpisodeRows(
            RunIdentity identity,
            Predicate<InventoryItem> companions,
            Map<String, RecordingOutcome> outcomes,
            List<InventoryItem> items) {
        this.identity = identity;
        this.companions = companions;
        this.outcomes = outcomes;
        items.forEach(this::add);
    }

    List<EpisodeRow> episodes() {
        return episodes;
    }

    List<FailureRow> failures() {
        return failures;
    }

    private void add(InventoryItem item) {
        RecordingId recording = item.recording();
        if (recording == null) {
            Problem unreadable = new Problem(
                    Step.INVENTORY, ErrorCode.MEDIA_UNREADABLE, Objects.requireNonNullElse(item.problem(), "not read"));
            addRow(item, null, unreadable.state(), unreadable);
            return;
        }
        RecordingOutcome outcome = outcomes.get(recording.sha256());
        if (outcome == null) {
            // Cannot happen while every recording ends in one row; if it does, the run must not be published.
            throw new IllegalStateException("Missing outcome of recording " + recording);
        }
        boolean companion = companions.test(item) && outcome.state() == EpisodeState.QUARANTINED;
        addRow(item, outcome, companion ? EpisodeState.SKIPPED : outcome.state(), outcome.problem());
    }

    private void addRow(
            InventoryItem item, @Nullable RecordingOutcome outcome, EpisodeState state, @Nullable Problem problem) {
        String recordingId = outcome == null ? null : outcome.recordingId();
        episodes.add(episode(item, outcome, state, problem));
        if (problem != null) {
            failures.add(new FailureRow(
                    item.episodeId(),
                    recordingId,
                    item.media(),
                    state,
                    problem.step(),
                    problem.code(),
                    problem.code().category(),
                    problem.message(),
                    identity.appVersion()));
        }
    }

    private EpisodeRow episode(
            InventoryItem item, @Nullable RecordingOutcome outcome, EpisodeState state, @Nullable Problem problem) {
        List<Finding> findings = outcome == null ? List.of() : outcome.findings();
        Finding first = findings.isEmpty() ? null : findings.get(0);
        MediaReport report = outcome == null ? null : outcome.report();
        SpeechSummary speech = outcome == null ? null : outcome.speech();
        SoundQuality sound = report == null ? null : report.quality();
        EpisodeMetadata metadata =
                report == null ? item.metadata() : item.metadata().orElse(report.tags());
        String language =
                metadata.language() != null ? metadata.language() : outcome == null ? null : outcome.language();
        ErrorCode code = problem != null ? problem.code() : first != null ? first.code() : null;
        String reason = problem != null ? problem.message() : first != null ? first.message() : null;
        return new EpisodeRow(
                item.episodeId(),
                outcome == null ? null : outcome.recordingId(),
                item.media(),
                item.bytes(),
                metadata.show(),
                metadata.title(),
                metadata.artist(),
                metadata.album(),
                metadata.published(),
                language,
                speech == null ? null : speech.languageProbability(),
                metadata.description(),
                state,
                code,
                reason,
                Warning.of(findings),
                report == null ? null : report.container(),
                report == null ? null : report.codec(),
                report == null ? null : report.channels(),
                report == null ? null : report.channelLayout(),
                report == null ? null : report.sampleRateHz(),
                report == null ? null : report.bitRateBps(),
                report == null ? null : report.declaredMs(),
                report == null ? null : report.decodedMs(),
                speech == null ? null : speech.speechMs(),
                speech == null ? null : speech.coverage(),
                speech == null ? null : speech.windows(),
                report == null ? null : report.loudnessLufs(),
                report == null ? null : report.loudnessRangeLu(),
                report == null ? null : report.truePeakDbtp(),
                report == null ? null : report.clippedShare(),
                sound == null ? null : sound.silenceShare(),
                sound == null ? null : sound.speechShare(),
                sound == null ? null : sound.signalToNoiseDb(),
                sound == null ? null : sound.bandwidthHz(),
                sound == null ? null : sound.verdict(),
                sound == null ? List.of() : sound.problems(),
                report == null ? List.of() : CreatorChapter.of(report.chapters()),
                outcome == null ? 0 : outcome.segments(),
                outcome == null ? 0 : outcome.flaggedSegments(),
                outcome == null
                        ? new Provenance(null, null, null, null, null, null, identity.appVersion())
                        : outcome.provenance());
    }
}
