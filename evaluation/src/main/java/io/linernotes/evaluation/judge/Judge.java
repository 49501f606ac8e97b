package io.linernotes.evaluation.judge;

import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.llm.Conversation;
import io.linernotes.enrichment.notes.llm.EpisodeText;
import io.linernotes.prompts.Prompt;
import java.util.List;

/**
 * Holds notes against the recording by asking a language model, through the same layer as the notes themselves: one retry
 * loop, one ledger. Everything is asked twice, with claims and points listed in opposite orders, because judges favour what
 * they read first (L. Zheng et al., 2023); of two verdicts the worse one counts. Safe for several threads.
 */
public final class Judge {
    /** As much of a transcript as notes are written from, in windows. */
    private static final int READING_WINDOWS = 2;

    private final LlmClient client;
    private final Prompt prompt;
    private final LlmConfig config;
    private final TokenCounter counter = new TokenCounter();

    /** A judge; {@code config} gives the sizes of requests and answers. */
    public Judge(LlmClient client, Prompt prompt, LlmConfig config) {
        this.client = client;
        this.prompt = prompt;
        this.config = config;
    }

    /** Judges the notes of one recording. What cannot be answered is missing in the judgement, with its reason. */
    public Judgement judge(JudgeTask task) {
        EpisodeText text = new EpisodeText(new NotesRequest(task.metadata(), task.sentences(), List.of()), counter);
        // Named apart from the notes, whose cap is not the judge's.
        Conversation conversation = new Conversation(client, "judge " + text.name(), config);
        int budget = READING_WINDOWS * config.windowTokens();
        return new Examination(task, prompt, text, budget, conversation).judgement();
    }
}
