package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.prompts.Prompt;
import java.util.HashMap;
import java.util.Map;

/** Asks, in one request, for summaries, quotations, names and the content note. */
final class StatementWriter {
    private final Prompt prompt;

    StatementWriter(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Of one request, besides the episode. */
    int promptTokens(TokenCounter counter) {
        return counter.tokens(prompt);
    }

    /** {@link EpisodeStatements#NONE} when there was no usable answer. */
    EpisodeStatements write(
            NotesRequest request,
            EpisodeText text,
            Outline outline,
            Reading reading,
            Evidence evidence,
            Conversation conversation) {
        Map<String, String> variables = new HashMap<>();
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", text.fence(reading.text()));
        variables.put("transcript", reading.text());
        variables.put("chapters", outline.ids(outline.in(reading.part())));
        EpisodeStatements statements = conversation.ask(
                "notes", prompt, variables, new StatementReader(request.sentences(), outline, evidence));
        return statements == null ? EpisodeStatements.NONE : statements;
    }
}
