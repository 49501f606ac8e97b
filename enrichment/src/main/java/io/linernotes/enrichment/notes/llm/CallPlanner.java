package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    private final int topicPrompt;
    private final int notesPrompt;

    /** @param taxonomy the topics that may be chosen */
    public CallPlanner(PromptCatalog prompts, List<TaxonomyLabel> taxonomy, LlmConfig config) {
        this.config = config;
        this.chapterPrompt =
                new ChapterWriter(prompts.prompt(PromptId.CHAPTERS), config.windowTokens()).promptTokens(counter);
        this.topicPrompt = new TopicWriter(prompts.prompt(PromptId.TOPICS), taxonomy).promptTokens(counter);
        this.notesPrompt = new StatementWriter(prompts.prompt(PromptId.NOTES)).promptTokens(counter);
    }

    /** For a transcript, by model. */
    public Map<String, CallPlan> plan(NotesRequest request) {
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

    /** For a recording of which only the length is known, by model; an estimate. */
    public Map<String, CallPlan> plan(long audioMs) {
        long transcript = Math.max(1, audioMs * TOKENS_PER_HOUR / HOUR_MS);
        int windows = Math.toIntExact((transcript + config.windowTokens() - 1) / config.windowTokens());
        return plan(windows, transcript, transcript, METADATA_TOKENS);
    }

    private Map<String, CallPlan> plan(int windows, long chapters, long transcript, int metadata) {
        long reading = Math.min(transcript, (long) LlmNotesEngine.READING_WINDOWS * config.windowTokens());
        Map<String, CallPlan> plans = new TreeMap<>();
        add(plans, PromptId.CHAPTERS, windows, chapters + (long) windows * (chapterPrompt + metadata));
        add(plans, PromptId.TOPICS, 1, reading + topicPrompt + metadata);
        add(plans, PromptId.NOTES, 1, reading + notesPrompt + metadata);
        return plans;
    }

    private void add(Map<String, CallPlan> plans, PromptId prompt, int calls, long input) {
        CallPlan plan = new CallPlan(calls, input, (long) calls * config.maxOutputTokens());
        plans.merge(config.modelFor(prompt.task()), plan, CallPlan::plus);
    }
}
