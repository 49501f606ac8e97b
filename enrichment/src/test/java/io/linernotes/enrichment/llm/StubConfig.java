package io.linernotes.enrichment.llm;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to reach a {@link StubLlmServer}: what most tests want, and what one of them wants otherwise. */
public final class StubConfig {
    private final LlmProvider provider;
    private String baseUrl;
    private @Nullable String apiKeyFile;
    private Duration deadline = Duration.ofSeconds(10);
    private int maxAttempts = 4;
    private List<String> reasoningModels = List.of();
    private int maxOutputTokens = 8_000;
    private int windowTokens = 12_000;
    private InDoubt inDoubt = InDoubt.RESEND;
    private int requestsPerMinute = 500;
    private int tokensPerMinute = 200_000;
    private TaskModels models = TaskModels.NONE;
    private LlmFallback fallback = LlmFallback.NONE;

    private StubConfig(StubLlmServer server) {
        this.provider = server.vendor().provider();
        this.baseUrl = server.baseUrl();
    }

    public static StubConfig of(StubLlmServer server) {
        return new StubConfig(server);
    }

    public StubConfig baseUrl(String url) {
        baseUrl = url;
        return this;
    }

    public StubConfig apiKeyFile(@Nullable String file) {
        apiKeyFile = file;
        return this;
    }

    public StubConfig deadline(Duration duration) {
        deadline = duration;
        return this;
    }

    public StubConfig maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    public StubConfig reasoningModels(String... names) {
        reasoningModels = List.of(names);
        return this;
    }

    public StubConfig maxOutputTokens(int tokens) {
        maxOutputTokens = tokens;
        return this;
    }

    public StubConfig windowTokens(int tokens) {
        windowTokens = tokens;
        return this;
    }

    public StubConfig inDoubt(InDoubt policy) {
        inDoubt = policy;
        return this;
    }

    public StubConfig rate(int requests, int tokens) {
        requestsPerMinute = requests;
        tokensPerMinute = tokens;
        return this;
    }

    public StubConfig models(TaskModels ofTasks) {
        models = ofTasks;
        return this;
    }

    public StubConfig fallback(String model) {
        fallback = new LlmFallback(model, false);
        return this;
    }

    public LlmConfig build() {
        return new LlmConfig(
                provider,
                baseUrl,
                "stub-1",
                models,
                fallback,
                apiKeyFile,
                deadline,
                maxAttempts,
                0,
                reasoningModels,
                maxOutputTokens,
                windowTokens,
                inDoubt,
                requestsPerMinute,
                tokensPerMinute,
                LlmBatches.NONE);
    }
}
