package io.linernotes.jobs.table;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import java.io.Serializable;
import java.util.List;

/** A chapter as the creator wrote it into the file. */
public record CreatorChapter(
        @Column(value = "start as written", unit = "ms") long startMs,

        @Column(value = "end as written, or where the next one begins", unit = "ms")
        long endMs,

        @Column("title as written; empty when there is none")
        String title)
        implements Serializable {

    public static List<CreatorChapter> of(List<EmbeddedChapter> chapters) {
        return chapters.stream()
                .map(chapter -> new CreatorChapter(
                        chapter.range().startMs(), chapter.range().endMs(), chapter.title()))
                .toList();
    }
}
