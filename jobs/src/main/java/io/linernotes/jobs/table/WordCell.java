package io.linernotes.jobs.table;

import java.io.Serializable;

/** A word of a segment. */
public record WordCell(
        @Column(value = "start", unit = "ms") long startMs,
        @Column(value = "end", unit = "ms") long endMs,
        @Column("the word with its punctuation") String text,

        @Column(value = "mean token probability", unit = "0-1")
        double probability,

        @Column("true when the time was interpolated") boolean estimated)
        implements Serializable {}
