package io.linernotes.jobs.spark;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.llm.AwaitedRequest;
import io.linernotes.enrichment.llm.NotAnsweredException;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesRequest;
import org.jspecify.annotations.Nullable;

/** An engine that is run for its questions alone. */
record AwaitedNotes(NotesEngine engine) {
    /** Null when everything is answered, or cannot be: the run itself will say why. */
    @Nullable
    AwaitedRequest first(NotesRequest request) {
        try {
            engine.write(request);
            return null;
        } catch (NotAnsweredException e) {
            return e.request();
        } catch (EnrichmentException e) {
            return null;
        }
    }
}
