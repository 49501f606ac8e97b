package io.linernotes.jobs.table;

import io.linernotes.enrichment.failure.ErrorCode;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Why an episode could not be used. */
public record FailureRow(
        @Column("the episode") String episodeId,

        @Column(value = "the recording", nullWhen = "the bytes could not be read") @Nullable
        String recordingId,

        @Column("address of the file") String media,

        @Column("state that it was given: `SKIPPED`, `DEFERRED` or `QUARANTINED`")
        EpisodeState state,

        @Column("step that found it: `inventory`, `decode`, `recognise` or `enrich`")
        Step step,

        @Column("code, see the list of codes") ErrorCode code,

        @Column("who has to act: `input`, `external`, `configuration` or `internal`")
        ErrorCode.Category category,

        @Column("what is wrong, as one sentence") String message,
        @Column("version of the application") String appVersion)
        implements Serializable {}
