package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.Doubt;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A passage that stands on its own. */
public record QuoteRow(
        @Column("the recording") String recordingId,
        @Column("0-based position") int quote,
        @Column(value = "start", unit = "ms") long startMs,
        @Column(value = "end", unit = "ms") long endMs,
        @Column("word for word") String text,

        @Column(value = "who says it", nullWhen = "not known") @Nullable
        String speaker,

        @Column("sentences that support it, for example `S12`")
        List<String> evidence,

        @Column("whether the evidence was checked and holds")
        boolean verified,

        @Column(value = "why it does not hold", nullWhen = "`verified` is true") @Nullable
        Doubt doubt,

        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public QuoteRow {
        evidence = List.copyOf(evidence);
    }
}
