package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.notes.NotesRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Lets another engine write the notes when a language model wrote none, and says so in a finding. */
public final class FallbackNotesEngine implements NotesEngine {
    /** A wrong key or address is the operator's, and a request in doubt waits for a decision. */
    private static final Set<ErrorCode> NOT_REPLACED =
            EnumSet.of(ErrorCode.LLM_AUTH, ErrorCode.LLM_REDIRECT, ErrorCode.LLM_IN_DOUBT, ErrorCode.LEDGER_MISMATCH);

    private final NotesEngine first;
    private final Supplier<NotesEngine> second;

    /** @param second asked for at its first use */
    public FallbackNotesEngine(NotesEngine first, Supplier<NotesEngine> second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public EpisodeNotes write(NotesRequest request) {
        try {
            return first.write(request);
        } catch (NotesFailedException e) {
            if (NOT_REPLACED.contains(e.code())) {
                throw e;
            }
            return written(request, e);
        }
    }

    private EpisodeNotes written(NotesRequest request, NotesFailedException failure) {
        EpisodeNotes notes;
        try {
            notes = second.get().write(request);
        } catch (EnrichmentException e) {
            // The first failure knows what was paid for.
            failure.addSuppressed(e);
            throw failure;
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                failure.code(), "The %s engine wrote the notes. %s".formatted(notes.engine(), failure.getMessage())));
        findings.addAll(notes.findings());
        return new EpisodeNotes(
                notes.engine(),
                notes.chapters(),
                notes.topics(),
                notes.summaries(),
                notes.quotes(),
                notes.entities(),
                failure.calls(),
                findings);
    }
}
