package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.SummaryKind;
import java.io.Serializable;
import java.util.List;

/** A summary of an episode. */
public record SummaryRow(
        @Column("the recording") String recordingId,

        @Column("`line`, `paragraph`, `show_notes` or `content_note`")
        SummaryKind kind,

        @Column("as shown to readers; `show_notes` is Markdown")
        String text,

        @Column("its statements, each with the sentences that support it")
        List<ClaimCell> claims,

        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public SummaryRow {
        claims = List.copyOf(claims);
    }
}
