package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.jobs.table.CreatorChapter;
import io.linernotes.jobs.table.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON per file: flat, with the same keys for good and bad files, which are the names of the columns of
 * {@code episodes}.
 */
record ProbeLine(
        String file,
        String outcome,
        @Nullable String message,
        @Nullable String show,
        @Nullable String title,
        @Nullable String artist,
        @Nullable String album,
        @Nullable String published,
        @Nullable String language,
        @Nullable String description,
        List<Warning> warnings,
        @Nullable String container,
        @Nullable String codec,
        @Nullable Integer channels,
        @Nullable String channelLayout,
        @Nullable Integer sampleRateHz,
        @Nullable Long bitRateBps,
        @Nullable Long declaredMs,
        @Nullable Long decodedMs,
        @Nullable Double loudnessLufs,
        @Nullable Double loudnessRangeLu,
        @Nullable Double truePeakDbtp,
        @Nullable Double clippedShare,
        @Nullable Double silenceShare,
        @Nullable Double speechShare,
        @Nullable Double signalToNoiseDb,
        @Nullable Integer bandwidthHz,
        @Nullable String soundVerdict,
        List<String> soundProblems,
        List<CreatorChapter> creatorChapters) {

    static ProbeLine of(ProbeService.Outcome outcome) {
        MediaReport report = outcome.report();
        EpisodeMetadata tags = report == null ? EpisodeMetadata.NONE : report.tags();
        SoundQuality sound = report == null ? null : report.quality();
        return new ProbeLine(
                outcome.file(),
                outcome.outcome(),
                outcome.message(),
                tags.show(),
                tags.title(),
                tags.artist(),
                tags.album(),
                tags.published(),
                tags.language(),
                tags.description(),
                report == null ? List.of() : Warning.of(report.findings()),
                report == null ? null : report.container(),
                report == null ? null : report.codec(),
                report == null ? null : report.channels(),
                report == null ? null : report.channelLayout(),
                report == null ? null : report.sampleRateHz(),
                report == null ? null : report.bitRateBps(),
                report == null ? null : report.declaredMs(),
                report == null ? null : report.decodedMs(),
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
                report == null ? List.of() : CreatorChapter.of(report.chapters()));
    }
}
