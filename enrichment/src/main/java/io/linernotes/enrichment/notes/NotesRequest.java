package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.Sentence;
import java.io.Serializable;
import java.util.List;

/**
 * Everything an engine may use.
 *
 * @param metadata what is known of the episode
 * @param sentences the transcript, numbered from 1 without gaps, in order; at least one
 * @param creatorChapters chapters that the creator made; when there are any, they are the chapters
 */
public record NotesRequest(EpisodeMetadata metadata, List<Sentence> sentences, List<EmbeddedChapter> creatorChapters)
        implements Serializable {
    public NotesRequest {
        sentences = List.copyOf(sentences);
        creatorChapters = List.copyOf(creatorChapters);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("Invalid request: no sentences");
        }
    }
}
