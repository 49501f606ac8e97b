package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a recording tells about it.
 *
 * @param container short name of the container, for example {@code mp3}, {@code mov,mp4,m4a}, {@code ogg}
 * @param codec short name of the audio codec, for example {@code aac}
 * @param channels channels in the source, at least 1
 * @param channelLayout libav's name for what the channels are, for example {@code mono}, {@code stereo}, {@code 5.1(side)};
 *     null when nothing was decoded
 * @param sampleRateHz samples per second in the source
 * @param bitRateBps effective bits per second: bytes of the file over decoded time; null when nothing was decoded
 * @param declaredMs duration that the container states; null when it states none
 * @param decodedMs duration that was decoded
 * @param tags title, show, language and so on, as found in the file
 * @param chapters chapters that the file carries, in order; empty when there are none
 * @param loudnessLufs integrated loudness by EBU R 128; null when nothing was louder than -70 LUFS
 * @param loudnessRangeLu how far loud and quiet passages lie apart by EBU Tech 3342; null below three seconds, or when
 *     nothing was as loud as -70 LUFS
 * @param truePeakDbtp highest true peak; null when there was digital silence only
 * @param clippedShare share of samples at full scale, 0 to 1
 * @param quality how well it can be understood
 * @param findings what was wrong but could be lived with, most serious first
 */
public record MediaReport(
        String container,
        String codec,
        int channels,
        @Nullable String channelLayout,
        int sampleRateHz,
        @Nullable Long bitRateBps,
        @Nullable Long declaredMs,
        long decodedMs,
        EpisodeMetadata tags,
        List<EmbeddedChapter> chapters,
        @Nullable Double loudnessLufs,
        @Nullable Double loudnessRangeLu,
        @Nullable Double truePeakDbtp,
        double clippedShare,
        SoundQuality quality,
        List<Finding> findings)
        implements Serializable {
    public MediaReport {
        chapters = List.copyOf(chapters);
        findings = List.copyOf(findings);
    }

    /** This report with one more finding, the least serious. */
    public MediaReport with(Finding finding) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(finding);
        return new MediaReport(
                container,
                codec,
                channels,
                channelLayout,
                sampleRateHz,
                bitRateBps,
                declaredMs,
                decodedMs,
                tags,
                chapters,
                loudnessLufs,
                loudnessRangeLu,
                truePeakDbtp,
                clippedShare,
                quality,
                all);
    }
}
