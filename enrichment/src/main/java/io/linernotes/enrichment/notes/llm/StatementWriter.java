package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks, in one request for each part, for summaries, quotations, names and the content note; and where there are several
 * parts, for summaries of them all.
 */
final class StatementWriter {
    private final Prompt prompt;
    private final SummaryWriter summaryWriter;

    StatementWriter(Prompt prompt, SummaryWriter summaryWriter) {
        this.prompt = prompt;
        this.summaryWriter = summaryWriter;
    }

    /** Of the request for a part, besides the episode. */
    int promptTokens(TokenCounter counter) {
        return counter.tokens(prompt);
    }

    /** {@link EpisodeStatements#NONE} when there was no usable answer. */
    EpisodeStatements write(
            NotesRequest request,
            EpisodeText text,
            Outline outline,
            List<Reading> parts,
            Evidence evidence,
            Conversation conversation) {
        List<EpisodeStatements> written = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Reading part = parts.get(i);
            String name = parts.size() == 1 ? "" : "part %d of %d".formatted(i + 1, parts.size());
            EpisodeStatements statements = conversation.ask(
                    name.isEmpty() ? "notes" : "notes, " + name,
                    prompt,
                    variables(text, outline, part, name.isEmpty() ? "this recording" : name + " of this recording"),
                    new StatementReader(request.sentences(), outline, part.part(), evidence));
            if (statements != null) {
                written.add(statements);
            }
        }
        if (parts.size() == 1) {
            return written.isEmpty() ? EpisodeStatements.NONE : written.get(0);
        }
        return EpisodeStatements.of(written, summaryWriter.write(text, written, evidence, conversation));
    }

    private static Map<String, String> variables(EpisodeText text, Outline outline, Reading reading, String part) {
        Map<String, String> variables = new HashMap<>();
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", text.fence(reading.text()));
        variables.put("transcript", reading.text());
        variables.put("part", part);
        variables.put("chapters", outline.ids(outline.in(reading.part())));
        return variables;
    }
}
