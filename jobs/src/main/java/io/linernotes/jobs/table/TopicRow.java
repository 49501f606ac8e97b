package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.Doubt;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic of an episode or of one of its chapters. */
public record TopicRow(
        @Column("the recording") String recordingId,
        @Column("0-based position") int topic,

        @Column(value = "the chapter", nullWhen = "it holds for the whole episode") @Nullable
        Integer chapter,

        @Column(value = "id in the taxonomy", nullWhen = "it is a free key phrase") @Nullable
        String topicId,

        @Column("label") String label,

        @Column(value = "how much of the text is about it", unit = "0-1")
        double salience,

        @Column("sentences that support it, for example `S12`")
        List<String> evidence,

        @Column("whether the evidence was checked and holds")
        boolean verified,

        @Column(value = "why it does not hold", nullWhen = "`verified` is true") @Nullable
        Doubt doubt,

        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public TopicRow {
        evidence = List.copyOf(evidence);
    }
}
