package io.linernotes.enrichment.notes;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an episode, or one of its chapters, is about.
 *
 * @param id id in the taxonomy; null for free key phrases
 * @param label for people
 * @param chapter index of the chapter; null when it holds for the whole episode
 * @param salience 0 to 1, how much of the text is about it
 */
public record Topic(
        @Nullable String id, String label, @Nullable Integer chapter, double salience, Grounding grounding)
        implements Serializable {}
