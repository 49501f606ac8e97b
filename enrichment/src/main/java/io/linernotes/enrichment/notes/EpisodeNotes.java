package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.failure.Finding;
import java.io.Serializable;
import java.util.List;

/**
 * The notes of one episode.
 *
 * @param engine who wrote them
 * @param chapters in order, without gaps; they start at the first sentence
 * @param calls requests to a language model, in order; of the offline engine, those that brought nothing before it
 * @param findings parts that could not be made, and why
 */
public record EpisodeNotes(
        EngineKind engine,
        List<Chapter> chapters,
        List<Topic> topics,
        List<Summary> summaries,
        List<Quote> quotes,
        List<Entity> entities,
        List<LlmCall> calls,
        List<Finding> findings)
        implements Serializable {
    public EpisodeNotes {
        chapters = List.copyOf(chapters);
        topics = List.copyOf(topics);
        summaries = List.copyOf(summaries);
        quotes = List.copyOf(quotes);
        entities = List.copyOf(entities);
        calls = List.copyOf(calls);
        findings = List.copyOf(findings);
    }
}
