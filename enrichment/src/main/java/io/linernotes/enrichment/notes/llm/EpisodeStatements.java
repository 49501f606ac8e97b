package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the model says about a recording or about a part of it.
 *
 * @param summaries line and paragraph, as far as there are any
 * @param content what some listeners would want to know beforehand
 * @param chapterNotes a sentence on each chapter, by the chapter's index
 */
record EpisodeStatements(
        List<Summary> summaries,
        List<Claim> content,
        Map<Integer, Claim> chapterNotes,
        List<Quote> quotes,
        List<Entity> entities) {
    /** Nothing was said. */
    static final EpisodeStatements NONE = new EpisodeStatements(List.of(), List.of(), Map.of(), List.of(), List.of());

    /** All that is said about parts, under other summaries. A name is kept once, with evidence that holds if there is any. */
    static EpisodeStatements of(List<EpisodeStatements> parts, List<Summary> summaries) {
        List<Claim> content = new ArrayList<>();
        Map<Integer, Claim> chapterNotes = new TreeMap<>();
        List<Quote> quotes = new ArrayList<>();
        Map<String, Entity> entities = new LinkedHashMap<>();
        for (EpisodeStatements part : parts) {
            content.addAll(part.content);
            part.chapterNotes.forEach(chapterNotes::putIfAbsent);
            quotes.addAll(part.quotes);
            part.entities.forEach(entity -> entities.merge(
                    entity.name(), entity, (first, next) -> first.grounding().isVerified() ? first : next));
        }
        return new EpisodeStatements(summaries, content, chapterNotes, quotes, List.copyOf(entities.values()));
    }
}
