package io.linernotes.jobs.table;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/** The tables of a run. The constant's lower-case name is the folder. */
public enum RunTable {
    EPISODES(EpisodeRow.class, "One row per input, whatever became of it.", "episode_id"),
    SEGMENTS(SegmentRow.class, "The transcript, split at sentence ends.", "recording_id", "segment"),
    CHAPTERS(ChapterRow.class, "Chapters, in order and without gaps.", "recording_id", "chapter"),
    TOPICS(TopicRow.class, "What episodes and chapters are about.", "recording_id", "topic"),
    SUMMARIES(SummaryRow.class, "Summaries in three lengths.", "recording_id", "kind"),
    QUOTES(QuoteRow.class, "Passages that stand on their own.", "recording_id", "quote"),
    ENTITIES(EntityRow.class, "Names, with how often they are said.", "recording_id", "entity"),
    LLM_CALLS(
            LlmCallRow.class,
            "Every question to a language model; empty for the offline engine.",
            "recording_id",
            "call"),
    FAILURES(FailureRow.class, "One row per episode that could not be used.", "episode_id"),
    SCORES(ScoreRow.class, "Metrics of items that have gold.", "recording_id", "item", "step", "metric");

    private final Class<? extends Record> rowType;
    private final String description;
    private final ImmutableList<String> key;

    RunTable(Class<? extends Record> rowType, String description, String... key) {
        this.rowType = rowType;
        this.description = description;
        this.key = ImmutableList.copyOf(key);
    }

    /** Name of the folder and of the table. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Class<? extends Record> rowType() {
        return rowType;
    }

    public String description() {
        return description;
    }

    /** Columns that together are unique. */
    public ImmutableList<String> key() {
        return key;
    }
}
