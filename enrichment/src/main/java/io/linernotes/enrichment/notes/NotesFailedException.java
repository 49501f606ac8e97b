package io.linernotes.enrichment.notes;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** No notes could be written, but requests were sent and may have been billed. */
public final class NotesFailedException extends EnrichmentException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<LlmCall> calls;

    public NotesFailedException(ErrorCode code, String message, List<LlmCall> calls) {
        super(code, message);
        this.calls = new ArrayList<>(calls);
    }

    /** What was asked, in order. */
    public List<LlmCall> calls() {
        return List.copyOf(calls);
    }
}
