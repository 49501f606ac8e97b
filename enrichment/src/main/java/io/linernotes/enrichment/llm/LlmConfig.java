package io.linernotes.enrichment.llm;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a language model, and how much to ask of it. Holds the name of the key's file, never the key.
 *
 * @param provider the protocol
 * @param baseUrl http or https; given as null for the provider's own, which then stands here
 * @param model as the service names it; a dated snapshot, so that two runs ask the same model; given as null for a small one
 *     of the provider's, which then stands here
 * @param models for single tasks
 * @param fallback when none of these answers
 * @param apiKeyFile file that holds the key and nothing else, read before each request; null when none is needed
 * @param deadline for one HTTP request, from sending to the last byte
 * @param maxAttempts HTTP requests for one question at most, 1 to 10
 * @param temperature 0 to 2; not sent to reasoning models
 * @param reasoningModels those that think first: such models refuse {@code max_tokens} and a temperature
 * @param maxOutputTokens of one answer, 256 or more
 * @param windowTokens of transcript in one request for chapters, 1,000 or more; topics and notes may read twice as much
 * @param inDoubt about requests whose reply was lost
 * @param requestsPerMinute that the service allows, 1 or more; three quarters of it are used
 * @param tokensPerMinute that the service allows, input and output together, 1,000 or more; three quarters are used
 * @param batches whether requests are handed over together first
 */
public record LlmConfig(
        LlmProvider provider,
        @Nullable String baseUrl,
        @Nullable String model,
        TaskModels models,
        LlmFallback fallback,
        @Nullable String apiKeyFile,
        Duration deadline,
        int maxAttempts,
        double temperature,
        List<String> reasoningModels,
        int maxOutputTokens,
        int windowTokens,
        InDoubt inDoubt,
        int requestsPerMinute,
        int tokensPerMinute,
        LlmBatches batches)
        implements Serializable {
    /** OpenAI with a small model, and no key yet. */
    public static final LlmConfig DEFAULTS = new LlmConfig(
            LlmProvider.OPENAI,
            null,
            null,
            TaskModels.NONE,
            LlmFallback.NONE,
            null,
            Duration.ofMinutes(2),
            4,
            0,
            List.of(),
            8_000,
            12_000,
            InDoubt.RESEND,
            500,
            200_000,
            LlmBatches.NONE);

    public LlmConfig {
        baseUrl = baseUrl == null ? provider.baseUrl() : baseUrl;
        model = model == null ? provider.model() : model;
        reasoningModels = List.copyOf(reasoningModels);
        URI url = URI.create(baseUrl);
        require(url.getUserInfo() == null, "baseUrl", "a URL with a password");
        require("http".equals(url.getScheme()) || "https".equals(url.getScheme()), "baseUrl", baseUrl);
        require(url.getHost() != null, "baseUrl", baseUrl);
        require(model != null, "model", "none, and %s has no usual one".formatted(provider.label()));
        allModels(model, models, fallback).forEach(name -> require(!name.isBlank(), "model", name));
        require(apiKeyFile == null || !apiKeyFile.isBlank(), "apiKeyFile", "blank");
        require(deadline.compareTo(Duration.ZERO) > 0, "deadline", deadline);
        require(maxAttempts >= 1 && maxAttempts <= 10, "maxAttempts", maxAttempts);
        require(temperature >= 0 && temperature <= 2, "temperature", temperature);
        require(maxOutputTokens >= 256, "maxOutputTokens", maxOutputTokens);
        require(windowTokens >= 1_000, "windowTokens", windowTokens);
        require(requestsPerMinute >= 1, "requestsPerMinute", requestsPerMinute);
        require(tokensPerMinute >= 1_000, "tokensPerMinute", tokensPerMinute);
    }

    /**
     * The model that a task's questions go to.
     *
     * @param task of a prompt
     */
    public String modelFor(String task) {
        return Objects.requireNonNullElse(models.of(task), model);
    }

    /** Whether a model thinks first. */
    boolean isReasoning(String asked) {
        return reasoningModels.contains(asked);
    }

    /** All models that may be asked, each once. */
    public List<String> allModels() {
        return allModels(model, models, fallback).distinct().toList();
    }

    private static Stream<String> allModels(String model, TaskModels models, LlmFallback fallback) {
        return Stream.of(Stream.of(model), models.all(), Stream.ofNullable(fallback.model()))
                .flatMap(Function.identity());
    }

    /** The same, with one model for everything and no other to step in. */
    public LlmConfig withOnly(String one) {
        return new LlmConfig(
                provider,
                baseUrl,
                one,
                TaskModels.NONE,
                LlmFallback.NONE,
                apiKeyFile,
                deadline,
                maxAttempts,
                temperature,
                reasoningModels,
                maxOutputTokens,
                windowTokens,
                inDoubt,
                requestsPerMinute,
                tokensPerMinute,
                LlmBatches.NONE);
    }

    private static void require(boolean condition, String component, Object actual) {
        if (!condition) {
            throw new IllegalArgumentException("Invalid LLM configuration: %s = %s".formatted(component, actual));
        }
    }
}
