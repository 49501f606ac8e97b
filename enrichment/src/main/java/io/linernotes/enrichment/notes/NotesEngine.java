package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.failure.EnrichmentException;

/** Writes the notes of an episode from its transcript. Safe for several threads. */
public interface NotesEngine {
    /**
     * Writes notes in which every statement is tied to sentences of the request.
     *
     * @throws EnrichmentException when nothing at all could be written
     */
    EpisodeNotes write(NotesRequest request);
}
