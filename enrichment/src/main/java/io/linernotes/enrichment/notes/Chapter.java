package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an episode about one thing.
 *
 * @param index 0-based position
 * @param range from the start of its first sentence to the start of the next chapter's, or to the last sentence's end
 * @param title at most 80 characters, not empty
 * @param summary one sentence, or one of each part that was joined to it; null when none was made
 * @param source who set the boundary
 * @param creatorStartMs the start as the creator wrote it, where {@code range} is snapped to a sentence; null for
 *     generated chapters
 * @param grounding the sentences that the title and summary rest on
 */
public record Chapter(
        int index,
        TimeRange range,
        String title,
        @Nullable String summary,
        ChapterSource source,
        @Nullable Long creatorStartMs,
        Grounding grounding)
        implements Serializable {}
