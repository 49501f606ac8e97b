package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what the notes of an episode will take, without asking anything: for a budget, before money is spent. */
public final class CallPlanner {
    /** What an hour of speech comes to with a number for each sentence; 14 to 16 thousand without. */
    private static final long TOKENS_PER_HOUR = 18_000;

    private static final long HOUR_MS = 3_600_000;
    /** Tokens of a usual answer: the chapters of a window, or their topics, or a summary with quotes and names. */
    private static final long USUAL_ANSWER = 1_000;
    /** Of what is claimed about a part. */
    private static final int CLAIM_TOKENS = 400;
    /** Show, title and the like. */
    private static final int METADATA_TOKENS = 200;

    private final LlmConfig config;
    private final TokenCounter counter = new TokenCounter();
    private final int chapterPrompt;
    private final TopicWriter topics;
    private final SummaryWriter summary;
    private final int notesPrompt;

    /** @param taxonomy the topics that may be chosen */
    public CallPlanner(PromptCatalog prompts, List<TaxonomyLabel> taxonomy, LlmConfig config) {
        this.config = config;
        this.chapterPrompt = new ChapterWriter(prompts.prompt(PromptId.CHAPTERS)).promptTokens(counter);
        this.topics = new TopicWriter(prompts.prompt(PromptId.TOPICS), prompts.prompt(PromptId.CONSISTENCY), taxonomy);
        this.summary = new SummaryWriter(prompts.prompt(PromptId.SUMMARY), config.windowTokens());
        this.notesPrompt = new StatementWriter(prompts.prompt(PromptId.NOTES), summary).promptTokens(counter);
    }

    /** For a transcript, by model. */
    public Map<String, CallPlan> plan(NotesRequest request) {
        EpisodeText text = new EpisodeText(request, counter);
        List<SentenceSpan> windows = new TranscriptWindows(request.sentences(), text, config.windowTokens()).split();
        List<Integer> sizes = windows.stream().map(text::tokens).toList();
        int overlaps = windows.stream()
                .mapToInt(window -> text.tokens(TranscriptWindows.withOverlap(window)) - text.tokens(window))
                .sum();
        return plan(sizes, overlaps, request.creatorChapters().isEmpty(), counter.tokens(text.metadata()));
    }

    /** For a recording of which only the length is known, by model; an estimate. */
    public Map<String, CallPlan> plan(long audioMs) {
        long transcript = Math.max(1, audioMs * TOKENS_PER_HOUR / HOUR_MS);
        int count = Math.toIntExact((transcript + config.windowTokens() - 1) / config.windowTokens());
        return plan(Collections.nCopies(count, (int) (transcript / count)), 0, true, METADATA_TOKENS);
    }

    private Map<String, CallPlan> plan(List<Integer> windows, int overlaps, boolean divided, int metadata) {
        Map<String, CallPlan> plans = new TreeMap<>();
        int count = windows.size();
        if (divided) {
            long transcript = sum(windows) + overlaps;
            add(plans, PromptId.CHAPTERS, count, count, transcript + (long) count * (chapterPrompt + metadata));
        }
        boolean edited = divided && count > 1;
        int topicPrompt = topics.promptTokens(counter, edited) + metadata;
        for (List<Integer> part : Reading.parts(windows, LlmNotesEngine.TOPIC_WINDOWS)) {
            add(plans, topics.prompt(edited).id(), 1, part.size(), read(part) + topicPrompt);
        }
        List<List<Integer>> parts = Reading.parts(windows, LlmNotesEngine.READING_WINDOWS);
        for (List<Integer> part : parts) {
            add(plans, PromptId.NOTES, 1, 1, read(part) + notesPrompt + metadata);
        }
        if (parts.size() > 1) {
            add(plans, PromptId.SUMMARY, 1, 1, summary.promptTokens(parts.size(), CLAIM_TOKENS) + metadata);
        }
        return plans;
    }

    private long read(List<Integer> windows) {
        return Math.min(sum(windows), (long) LlmNotesEngine.READING_WINDOWS * config.windowTokens());
    }

    private static long sum(List<Integer> windows) {
        return windows.stream().mapToLong(Integer::longValue).sum();
    }

    private void add(Map<String, CallPlan> plans, PromptId prompt, int calls, int usualAnswers, long input) {
        long most = (long) calls * config.maxOutputTokens();
        CallPlan plan = new CallPlan(calls, input, Math.min(usualAnswers * USUAL_ANSWER, most), most);
        plans.merge(config.modelFor(prompt.task()), plan, CallPlan::plus);
    }
}
