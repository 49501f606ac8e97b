package io.linernotes.enrichment.llm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The protocols that we speak. */
public enum LlmProvider {
    /** As OpenAI defined it and many services and servers took over. */
    OPENAI("https://api.openai.com/v1", "gpt-4.1-mini-2025-04-14"),
    /** Anthropic's messages. */
    ANTHROPIC("https://api.anthropic.com/v1", "claude-haiku-4-5-20251001"),
    /** Google's Gemini API. */
    GEMINI("https://generativelanguage.googleapis.com/v1beta", "gemini-2.5-flash"),
    /** A server of one's own; which models it has is not known. */
    OLLAMA("http://localhost:11434", null);

    private final String baseUrl;
    private final @Nullable String model;

    LlmProvider(String baseUrl, @Nullable String model) {
        this.baseUrl = baseUrl;
        this.model = model;
    }

    /** As it stands in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is reached if nothing else is said. */
    String baseUrl() {
        return baseUrl;
    }

    /** A small model, pinned as far as the vendor pins names; null when there is no such thing. */
    @Nullable
    String model() {
        return model;
    }
}
