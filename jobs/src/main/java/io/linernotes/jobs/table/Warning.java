package io.linernotes.jobs.table;

import io.linernotes.enrichment.failure.ErrorCode;
import java.io.Serializable;

/** Something that was found but could be lived with. */
public record Warning(
        @Column("code, see the list of codes") ErrorCode code,
        @Column("one sentence") String message) implements Serializable {}
