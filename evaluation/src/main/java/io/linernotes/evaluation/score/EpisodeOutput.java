package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run produced for one recording. An empty list means that a step ran and found nothing, null that it did not
 * run or failed: the one is scored as "nothing", the other is undefined.
 *
 * @param language as recognised, ISO 639-1; null when not known
 * @param segments recognised text, sorted by start; null when the transcript was not made here (imported, or failed)
 * @param sentences the numbered transcript
 * @param chapters null when no notes were written
 * @param topics null when no notes were written
 * @param summaries null when no notes were written
 */
public record EpisodeOutput(
        @Nullable String language,
        @Nullable List<Segment> segments,
        List<Sentence> sentences,
        @Nullable List<Chapter> chapters,
        @Nullable List<Topic> topics,
        @Nullable List<Summary> summaries)
        implements Serializable {
    public EpisodeOutput {
        segments = segments == null ? null : List.copyOf(segments);
        sentences = List.copyOf(sentences);
        chapters = chapters == null ? null : List.copyOf(chapters);
        topics = topics == null ? null : List.copyOf(topics);
        summaries = summaries == null ? null : List.copyOf(summaries);
    }
}
