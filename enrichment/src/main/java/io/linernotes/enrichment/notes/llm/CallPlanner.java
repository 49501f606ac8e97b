package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.util.List;

/** Says what the notes of an episode will take, without asking anything: for a budget, before money is spent. */
public final class CallPlanner {
    /** What an hour of speech comes to with a number for each sentence; 14 to 16 thousand without. */
    private static final long TOKENS_PER_HOUR = 18_000;

    private static final long HOUR_MS = 3_600_000;
    /** Show, title and the like. */
    private static final int METADATA_TOKENS = 200;

    private final LlmConfig config;
    private final TokenCounter counter = new TokenCounter();
    private final int chapterPrompt;
    private final int otherPrompts;

    /** @param taxonomy the topics that may be chosen */
    public CallPlanner(PromptCatalog prompts, List<TaxonomyLabel> taxonomy, LlmConfig config) {
        this.config = config;
        this.chapterPrompt =
                new ChapterWriter(prompts.prompt(PromptId.CHAPTERS), config.windowTokens()).promptTokens(counter);
        this.otherPrompts = new TopicWriter(prompts.prompt(PromptId.TOPICS), taxonomy).promptTokens(counter)
                + new StatementWriter(prompts.prompt(PromptId.NOTES)).promptTokens(counter);
    }

    /** For a transcript. */
    public CallPlan plan(NotesRequest request) {
        EpisodeText text = new EpisodeText(request, counter);
        List<SentenceSpan> windows = request.creatorChapters().isEmpty()
                ? new TranscriptWindows(request.sentences(), text, config.windowTokens()).split()
                : List.of();
        long chapters = windows.stream()
                .mapToLong(window -> text.tokens(TranscriptWindows.withOverlap(window)))
                .sum();
        int transcript = text.tokens(new SentenceSpan(1, request.sentences().size()));
        return plan(windows.size(), chapters, transcript, counter.tokens(text.metadata()));
    }

    /** For a recording of which only the length is known; an estimate. */
    public CallPlan plan(long audioMs) {
        long transcript = Math.max(1, audioMs * TOKENS_PER_HOUR / HOUR_MS);
        int windows = Math.toIntExact((transcript + config.windowTokens() - 1) / config.windowTokens());
        return plan(windows, transcript, transcript, METADATA_TOKENS);
    }

    private CallPlan plan(int windows, long chapters, long transcript, int metadata) {
        long reading = Math.min(transcript, (long) LlmNotesEngine.READING_WINDOWS * config.windowTokens());
        int calls = windows + 2;
        long input = chapters + (long) windows * chapterPrompt + 2 * reading + otherPrompts + (long) calls * metadata;
        return new CallPlan(calls, input, (long) calls * config.maxOutputTokens());
    }
}
