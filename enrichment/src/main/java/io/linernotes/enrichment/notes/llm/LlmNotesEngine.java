package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes notes by asking a language model: chapters window by window, then topics, then statements about the whole. For an
 * episode of an hour that is four requests. A part that fails is a finding; the others still come out.
 */
public final class LlmNotesEngine implements NotesEngine {
    /** As much is read at once for topics, and for statements, as two windows hold, so that an hour fits whole. */
    static final int READING_WINDOWS = 2;

    /** Of a longer recording, so many windows are read for topics at once, if not every sentence of them. */
    static final int TOPIC_WINDOWS = 4;

    private final LlmClient client;
    private final EvidenceVerifier verifier;
    private final LlmConfig config;
    private final TokenCounter counter = new TokenCounter();
    private final ChapterWriter chapterWriter;
    private final TopicWriter topicWriter;
    private final StatementWriter statementWriter;

    /**
     * An engine.
     *
     * @param taxonomy the topics that may be chosen; empty for key phrases only
     * @param config for the sizes of requests and answers
     */
    public LlmNotesEngine(
            LlmClient client,
            PromptCatalog prompts,
            EvidenceVerifier verifier,
            List<TaxonomyLabel> taxonomy,
            LlmConfig config) {
        this.client = client;
        this.verifier = verifier;
        this.config = config;
        this.chapterWriter = new ChapterWriter(prompts.prompt(PromptId.CHAPTERS));
        this.topicWriter =
                new TopicWriter(prompts.prompt(PromptId.TOPICS), prompts.prompt(PromptId.CONSISTENCY), taxonomy);
        this.statementWriter = new StatementWriter(
                prompts.prompt(PromptId.NOTES),
                new SummaryWriter(prompts.prompt(PromptId.SUMMARY), config.windowTokens()));
    }

    /**
     * {@inheritDoc}
     *
     * @throws NotesFailedException when no request brought a usable answer, or when not everything could be asked: what was
     *     answered is in the ledger, and the next attempt goes on from there
     */
    @Override
    public EpisodeNotes write(NotesRequest request) {
        EpisodeText text = new EpisodeText(request, counter);
        Conversation conversation = new Conversation(client, text.name(), config);
        Evidence evidence = verifier.of(request);

        boolean isCreators = !request.creatorChapters().isEmpty();
        List<SentenceSpan> windows = new TranscriptWindows(request.sentences(), text, config.windowTokens()).split();
        Outline proposed = new Outline(
                isCreators
                        ? creatorChapters(request, conversation)
                        : chapterWriter.write(request, text, windows, conversation),
                request.sentences().size());
        noteCutSentences(text, conversation);
        Contents contents = topicWriter.write(
                text,
                proposed,
                readings("topics", text, proposed, Reading.parts(windows, TOPIC_WINDOWS), conversation),
                !isCreators && windows.size() > 1,
                evidence,
                conversation);
        Outline outline = contents.outline();
        EpisodeStatements statements = statementWriter.write(
                request,
                text,
                outline,
                readings("notes", text, outline, Reading.parts(windows, READING_WINDOWS), conversation),
                evidence,
                conversation);

        if (conversation.isBroken()
                || conversation.calls().stream()
                        .noneMatch(call -> call.outcome().equals(LlmCall.OK))) {
            throw failed(conversation);
        }
        List<Chapter> chapters = chapters(request, outline, evidence, statements.chapterNotes());
        List<Summary> summaries = new ArrayList<>(statements.summaries());
        Stream.of(ContentNote.of(statements.content()), ShowNotes.of(chapters, statements.chapterNotes()))
                .filter(Objects::nonNull)
                .forEach(summaries::add);
        return new EpisodeNotes(
                EngineKind.LLM,
                chapters,
                contents.topics(),
                summaries,
                statements.quotes(),
                statements.entities(),
                conversation.calls(),
                conversation.findings());
    }

    private static List<ChapterDraft> creatorChapters(NotesRequest request, Conversation conversation) {
        List<ChapterDraft> drafts = CreatorChapters.of(request);
        int leftOut = request.creatorChapters().size() - drafts.size();
        if (leftOut > 0) {
            conversation.note(
                    ErrorCode.TRANSCRIPT_INVALID,
                    "chapters: %d of the creator's chapters have no sentence of their own".formatted(leftOut));
        }
        return drafts;
    }

    private static void noteCutSentences(EpisodeText text, Conversation conversation) {
        if (text.cutSentences() > 0) {
            conversation.note(
                    ErrorCode.LLM_INPUT_SHORTENED,
                    "%d sentences are too long to be said, and only their beginning was read"
                            .formatted(text.cutSentences()));
        }
    }

    private List<Reading> readings(
            String task, EpisodeText text, Outline outline, List<List<SentenceSpan>> parts, Conversation conversation) {
        List<Reading> readings = parts.stream()
                .map(part -> new Reading(text, outline, part, READING_WINDOWS * config.windowTokens()))
                .toList();
        int read = readings.stream().mapToInt(Reading::sentences).sum();
        int all = readings.get(readings.size() - 1).part().last();
        if (read < all) {
            conversation.note(
                    ErrorCode.LLM_INPUT_SHORTENED,
                    "%s: written from %d of %d sentences, spread over all chapters".formatted(task, read, all));
        }
        return readings;
    }

    private static List<Chapter> chapters(
            NotesRequest request, Outline outline, Evidence evidence, Map<Integer, Claim> chapterNotes) {
        List<ChapterDraft> drafts = outline.chapters();
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            ChapterDraft draft = drafts.get(i);
            SentenceSpan span = outline.span(i);
            Claim note = chapterNotes.get(i);
            Grounding grounding;
            if (draft.summary() != null) {
                grounding = evidence.headed(draft.title(), draft.summary(), draft.cited(), span);
            } else if (note != null) {
                draft = draft.summarisedBy(note.text());
                grounding = note.grounding();
            } else {
                // The creator's title needs no proof; the chapter's first sentence is where it is heard.
                grounding = Grounding.verified(List.of(span.first()));
            }
            chapters.add(draft.at(i, span, request.sentences(), grounding));
        }
        return chapters;
    }

    private static NotesFailedException failed(Conversation conversation) {
        Finding failure = conversation.lastFailure();
        return failure == null
                ? new NotesFailedException(ErrorCode.ENRICHMENT_FAILED, "No notes were written", conversation.calls())
                : new NotesFailedException(
                        failure.code(), "No notes were written: " + failure.message(), conversation.calls());
    }
}
