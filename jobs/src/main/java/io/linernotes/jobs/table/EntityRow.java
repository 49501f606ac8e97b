package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.EntityKind;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person, organisation, place or work that is named. */
public record EntityRow(
        @Column("the recording") String recordingId,
        @Column("0-based position, most mentions first") int entity,
        @Column("name") String name,

        @Column("`person`, `organisation`, `place`, `work` or `other`")
        EntityKind kind,

        @Column("how often it is named") int mentions,

        @Column("sentences that support it, for example `S12`")
        List<String> evidence,

        @Column("whether the evidence was checked and holds")
        boolean verified,

        @Column(value = "why it does not hold", nullWhen = "`verified` is true") @Nullable
        Doubt doubt,

        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public EntityRow {
        evidence = List.copyOf(evidence);
    }
}
