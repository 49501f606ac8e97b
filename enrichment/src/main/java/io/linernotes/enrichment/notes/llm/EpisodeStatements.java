package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.Summary;
import java.util.List;
import java.util.Map;

/**
 * What the model says about the whole episode.
 *
 * @param summaries line, paragraph and content note, as far as there are any
 * @param chapterNotes a sentence on each chapter, by the chapter's index
 */
record EpisodeStatements(
        List<Summary> summaries, Map<Integer, Claim> chapterNotes, List<Quote> quotes, List<Entity> entities) {
    /** Nothing was said. */
    static final EpisodeStatements NONE = new EpisodeStatements(List.of(), Map.of(), List.of(), List.of());
}
