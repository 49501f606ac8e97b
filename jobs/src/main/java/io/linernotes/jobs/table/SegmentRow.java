package io.linernotes.jobs.table;

import io.linernotes.enrichment.transcript.SegmentFlag;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of the transcript: a sentence, or a part of one. */
public record SegmentRow(
        @Column("the recording") String recordingId,
        @Column("0-based position in the transcript") int segment,

        @Column("sentence that it belongs to, for example `S12`; every sentence starts with a segment")
        String sentence,

        @Column(value = "start on the recording's clock", unit = "ms")
        long startMs,

        @Column(value = "end", unit = "ms") long endMs,
        @Column("what was said") String text,

        @Column(value = "name or label", nullWhen = "not known") @Nullable
        String speaker,

        @Column("words with times; empty when word times are not known")
        List<WordCell> words,

        @Column(value = "mean natural-log probability of the tokens", nullWhen = "the transcript was imported")
        @Nullable
        Double averageLogProbability,

        @Column(value = "probability that nobody speaks", unit = "0-1", nullWhen = "the transcript was imported")
        @Nullable
        Double noSpeechProbability,

        @Column(value = "bytes of the text over bytes of its zlib form", nullWhen = "the transcript was imported")
        @Nullable
        Double compressionRatio,

        @Column(value = "sampling temperature; 0 is greedy", nullWhen = "the transcript was imported") @Nullable
        Double temperature,

        @Column("why the text may not be what was said; empty when nothing speaks against it")
        List<SegmentFlag> flags,

        @Column("how the row was made") Provenance provenance)
        implements Serializable {
    public SegmentRow {
        words = List.copyOf(words);
        flags = List.copyOf(flags);
    }
}
