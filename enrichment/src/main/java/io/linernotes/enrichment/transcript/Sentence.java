package io.linernotes.enrichment.transcript;

import io.linernotes.enrichment.timeline.TimeRange;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The unit that statements cite.
 *
 * @param number 1-based position in the transcript
 * @param range from its first to its last word
 * @param text one line without invisible characters, not empty
 * @param speaker name or label; null when not known
 */
public record Sentence(
        int number, TimeRange range, String text, @Nullable String speaker) implements Serializable {
    /** The id that prompts and tables use: {@code S12}. */
    public String id() {
        return "S" + number;
    }
}
