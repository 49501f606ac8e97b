package io.linernotes.jobs.table;

import java.io.Serializable;

/** A chapter as the creator wrote it into the file. */
public record CreatorChapter(
        @Column(value = "start as written", unit = "ms") long startMs,
        @Column(value = "end as written", unit = "ms") long endMs,

        @Column("title as written; empty when there is none")
        String title)
        implements Serializable {}
