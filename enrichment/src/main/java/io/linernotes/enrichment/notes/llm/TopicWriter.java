package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.enrichment.notes.llm.Outline.IndexRange;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the topics of chapters, from a closed list, and for key phrases; where chapters were proposed in several parts, the
 * same request makes one table of contents of them.
 */
final class TopicWriter {
    /** Earlier titles that are shown with a later part. */
    private static final int SHOWN_TITLES = 12;

    private final Prompt topics;
    private final Prompt consistency;
    private final Map<String, TaxonomyLabel> taxonomy;
    private final String labels;

    TopicWriter(Prompt topics, Prompt consistency, List<TaxonomyLabel> taxonomy) {
        this.topics = topics;
        this.consistency = consistency;
        this.taxonomy = new LinkedHashMap<>();
        taxonomy.forEach(label -> this.taxonomy.put(label.id(), label));
        this.labels = taxonomy.stream()
                .map(label -> "%s | %s | %s".formatted(label.id(), label.label(), label.description()))
                .collect(Collectors.joining("\n"));
    }

    /** The prompt of the request for a part. */
    Prompt prompt(boolean edited) {
        return edited ? consistency : topics;
    }

    /** Of one request, besides the episode. */
    int promptTokens(TokenCounter counter, boolean edited) {
        return counter.tokens(prompt(edited)) + counter.tokens(labels);
    }

    /**
     * Asks about each part.
     *
     * @param edited whether the chapters were proposed in several parts
     * @return without topics, and with the chapters as they are, where there was no usable answer
     */
    Contents write(
            EpisodeText text,
            Outline proposed,
            List<Reading> parts,
            boolean edited,
            Evidence evidence,
            Conversation conversation) {
        List<ChapterEdit> edits = new ArrayList<>();
        TopicSum sum = new TopicSum(text, evidence.everything());
        for (int i = 0; i < parts.size(); i++) {
            Reading part = parts.get(i);
            IndexRange starting = proposed.startingIn(part.part());
            boolean editedHere = edited && proposed.isChaptered() && starting.size() > 0;
            String name = parts.size() == 1 ? "" : ", part %d of %d".formatted(i + 1, parts.size());
            IndexRange asked = editedHere ? starting : proposed.in(part.part());
            Subjects subjects = conversation.ask(
                    prompt(editedHere).id().task() + name,
                    prompt(editedHere),
                    variables(text, proposed, part, asked, editedHere),
                    new SubjectReader(taxonomy, proposed, asked, editedHere, evidence));
            if (subjects != null) {
                sum.add(subjects, part.part());
            }
            edits.addAll(edits(subjects, starting, name, conversation));
        }
        if (!proposed.isChaptered()) {
            return new Contents(proposed, sum.topics(proposed, index -> index));
        }
        ChapterEditor editor = new ChapterEditor(proposed, edits);
        Outline outline = new Outline(
                editor.chapters(evidence, conversation), evidence.everything().last());
        return new Contents(outline, sum.topics(outline, editor::chapterOf));
    }

    private static List<ChapterEdit> edits(
            @Nullable Subjects subjects, IndexRange starting, String name, Conversation conversation) {
        if (subjects != null && !subjects.edits().isEmpty()) {
            return subjects.edits();
        }
        if (subjects != null && subjects.unedited() != null) {
            conversation.note(
                    ErrorCode.LLM_OUTPUT_INVALID,
                    "consistency%s: the chapters stay as they were proposed: reason = %s"
                            .formatted(name, subjects.unedited()));
        }
        return Collections.nCopies(starting.size(), ChapterEdit.NONE);
    }

    private Map<String, String> variables(
            EpisodeText text, Outline outline, Reading part, IndexRange asked, boolean edited) {
        Map<String, String> variables = new HashMap<>();
        String earlier = edited ? outline.titlesBefore(asked.from(), SHOWN_TITLES) : "";
        if (edited) {
            variables.put("earlierChapters", earlier.isEmpty() ? "none" : earlier);
        }
        variables.put("labels", labels.isEmpty() ? "none" : labels);
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", text.fence(edited ? earlier + "\n" + part.text() : part.text()));
        variables.put("transcript", part.text());
        variables.put("chapters", outline.ids(asked));
        return variables;
    }
}
