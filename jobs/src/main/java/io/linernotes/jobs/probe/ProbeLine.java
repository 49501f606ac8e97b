package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of JSON per file: flat, and with the same keys for good and bad files. */
record ProbeLine(
        String file,
        String outcome,
        @Nullable String message,
        @Nullable String container,
        @Nullable String codec,
        @Nullable Integer channels,
        @Nullable Integer sampleRateHz,
        @Nullable Long bitRateBps,
        @Nullable Long declaredMs,
        @Nullable Long decodedMs,
        @Nullable Double loudnessLufs,
        @Nullable Double truePeakDbtp,
        @Nullable Double clippedShare,
        @Nullable SoundQuality quality,
        List<Chapter> chapters,
        EpisodeMetadata tags,
        List<Finding> findings) {

    record Chapter(long startMs, long endMs, String title) {}

    static ProbeLine of(ProbeService.Outcome outcome) {
        MediaReport report = outcome.report();
        if (report == null) {
            return new ProbeLine(
                    outcome.file(),
                    outcome.outcome(),
                    outcome.message(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    EpisodeMetadata.NONE,
                    List.of());
        }
        return new ProbeLine(
                outcome.file(),
                outcome.outcome(),
                outcome.message(),
                report.container(),
                report.codec(),
                report.channels(),
                report.sampleRateHz(),
                report.bitRateBps(),
                report.declaredMs(),
                report.decodedMs(),
                report.loudnessLufs(),
                report.truePeakDbtp(),
                report.clippedShare(),
                report.quality(),
                report.chapters().stream()
                        .map(chapter -> new Chapter(
                                chapter.range().startMs(), chapter.range().endMs(), chapter.title()))
                        .toList(),
                report.tags(),
                report.findings());
    }
}
