package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.Doubt;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a summary. */
public record ClaimCell(
        @Column("the statement") String text,

        @Column("sentences that support it, for example `S12`")
        List<String> evidence,

        @Column("whether the evidence was checked and holds")
        boolean verified,

        @Column(value = "why it does not hold", nullWhen = "`verified` is true") @Nullable
        Doubt doubt)
        implements Serializable {
    public ClaimCell {
        evidence = List.copyOf(evidence);
    }
}
