package io.linernotes.enrichment.notes;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ties a statement to the recording: the sentences that support it, and whether that was checked.
 *
 * @param sentences numbers of the supporting sentences, ascending, without repeats; empty only when not verified
 * @param doubt why the statement is not verified; null when it is
 */
public record Grounding(List<Integer> sentences, @Nullable Doubt doubt) implements Serializable {
    public Grounding {
        sentences = List.copyOf(sentences);
        if (doubt == null && sentences.isEmpty()) {
            throw new IllegalArgumentException("Invalid grounding: a verified statement needs at least one sentence");
        }
    }

    /** Supported by these sentences, and checked. */
    public static Grounding verified(List<Integer> sentences) {
        return new Grounding(sentences, null);
    }

    public boolean isVerified() {
        return doubt == null;
    }
}
