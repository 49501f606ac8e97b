package io.linernotes.jobs.table;

import io.linernotes.enrichment.failure.ErrorCode;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input of a run, with its state; nothing that was given as input is missing here. */
public record EpisodeRow(
        @Column("names the episode: SHA-256 of its address, first 32 digits")
        String episodeId,

        @Column(
                value = "names the recording: SHA-256 of its bytes; two episodes with the same bytes share it",
                nullWhen = "the bytes could not be read")
        @Nullable
        String recordingId,

        @Column("address of the file") String media,

        @Column(value = "size of the file", unit = "bytes", nullWhen = "not known") @Nullable
        Long bytes,

        @Column(value = "podcast, series or author", nullWhen = "not known") @Nullable
        String show,

        @Column(value = "title", nullWhen = "not known") @Nullable
        String title,

        @Column(value = "who speaks or wrote, as the file says", nullWhen = "not known") @Nullable
        String artist,

        @Column(value = "album or book that it is a part of, as the file says", nullWhen = "not known") @Nullable
        String album,

        @Column(value = "date of publication as the source wrote it", nullWhen = "not known") @Nullable
        String published,

        @Column(value = "ISO 639-1 code: as given, else as recognised", nullWhen = "not known") @Nullable
        String language,

        @Column(
                value = "how sure the recogniser is of the language; below 0.5 there is a warning",
                unit = "0-1",
                nullWhen = "the language was given, or the model knows one only")
        @Nullable
        Double languageProbability,

        @Column(value = "show notes", nullWhen = "not known") @Nullable
        String description,

        @Column("`OK`, `OK_DEGRADED`, `SKIPPED`, `DEFERRED` or `QUARANTINED`")
        EpisodeState state,

        @Column(value = "why the state is not `OK`", nullWhen = "the state is `OK`") @Nullable
        ErrorCode code,

        @Column(value = "the same as one sentence", nullWhen = "the state is `OK`") @Nullable
        String reason,

        @Column("everything worth knowing about a recording that could still be used")
        List<Warning> warnings,

        @Column(value = "container", nullWhen = "not decoded") @Nullable
        String container,

        @Column(value = "audio codec", nullWhen = "not decoded") @Nullable
        String codec,

        @Column(value = "channels in the source", nullWhen = "not decoded") @Nullable
        Integer channels,

        @Column(value = "what the channels are, such as `mono`, `stereo` or `5.1(side)`", nullWhen = "not decoded")
        @Nullable
        String channelLayout,

        @Column(value = "sample rate of the source", unit = "Hz", nullWhen = "not decoded") @Nullable
        Integer sampleRateHz,

        @Column(value = "bytes over decoded time", unit = "bit/s", nullWhen = "not decoded") @Nullable
        Long bitRateBps,

        @Column(value = "duration that the container states", unit = "ms", nullWhen = "it states none") @Nullable
        Long declaredMs,

        @Column(value = "duration that was decoded", unit = "ms", nullWhen = "not decoded") @Nullable
        Long decodedMs,

        @Column(value = "speech found by the voice detector", unit = "ms", nullWhen = "not decoded") @Nullable
        Long speechMs,

        @Column(value = "share of the speech that was given to the recogniser", unit = "0-1", nullWhen = "not decoded")
        @Nullable
        Double coverage,

        @Column(value = "windows given to the recogniser", nullWhen = "not decoded") @Nullable
        Integer windows,

        @Column(value = "integrated loudness by EBU R 128", unit = "LUFS", nullWhen = "not decoded, or too quiet")
        @Nullable
        Double loudnessLufs,

        @Column(
                value = "how far loud and quiet passages lie apart, by EBU Tech 3342",
                unit = "LU",
                nullWhen = "not decoded, too quiet, or shorter than three seconds")
        @Nullable
        Double loudnessRangeLu,

        @Column(value = "highest true peak", unit = "dBTP", nullWhen = "not decoded, or silent") @Nullable
        Double truePeakDbtp,

        @Column(value = "share of samples at full scale", unit = "0-1", nullWhen = "not decoded") @Nullable
        Double clippedShare,

        @Column(value = "share of the duration below -60 dBFS", unit = "0-1", nullWhen = "not decoded") @Nullable
        Double silenceShare,

        @Column(value = "share of the duration in which somebody speaks", unit = "0-1", nullWhen = "not decoded")
        @Nullable
        Double speechShare,

        @Column(
                value = "speech over what is heard between it, estimated",
                unit = "dB",
                nullWhen = "not decoded, or one of the two is missing")
        @Nullable
        Double signalToNoiseDb,

        @Column(value = "highest frequency of the speech, up to 8,000", unit = "Hz", nullWhen = "nobody speaks")
        @Nullable
        Integer bandwidthHz,

        @Column(value = "`good` or `poor`", nullWhen = "not decoded") @Nullable
        String soundVerdict,

        @Column("what makes the sound poor, one short sentence each, for people who edit")
        List<String> soundProblems,

        @Column("chapters that the file shows to its listeners, in order of time")
        List<CreatorChapter> creatorChapters,

        @Column("rows in `segments`") int segments,
        @Column(value = "segments with at least one flag") int flaggedSegments,
        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public EpisodeRow {
        warnings = List.copyOf(warnings);
        soundProblems = List.copyOf(soundProblems);
        creatorChapters = List.copyOf(creatorChapters);
    }
}
