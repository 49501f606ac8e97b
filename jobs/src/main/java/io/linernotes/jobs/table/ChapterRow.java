package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Doubt;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chapter. */
public record ChapterRow(
        @Column("the recording") String recordingId,
        @Column("0-based position") int chapter,

        @Column(value = "start: always the start of a sentence", unit = "ms")
        long startMs,

        @Column(value = "end: the next chapter's start, or the end of the last sentence", unit = "ms")
        long endMs,

        @Column("title") String title,

        @Column(value = "one sentence, or one of each part that was joined to it", nullWhen = "none was made") @Nullable
        String summary,

        @Column("`creator` or `generated`") ChapterSource source,

        @Column(value = "start as the creator wrote it", unit = "ms", nullWhen = "the chapter is generated") @Nullable
        Long creatorStartMs,

        @Column("sentences that support it, for example `S12`")
        List<String> evidence,

        @Column("whether the evidence was checked and holds")
        boolean verified,

        @Column(value = "why it does not hold", nullWhen = "`verified` is true") @Nullable
        Doubt doubt,

        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public ChapterRow {
        evidence = List.copyOf(evidence);
    }
}
