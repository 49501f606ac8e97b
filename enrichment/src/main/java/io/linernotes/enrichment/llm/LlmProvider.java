package io.linernotes.enrichment.llm;

/** The protocols that we speak. */
public enum LlmProvider {
    /** {@code POST <base-url>/chat/completions} as OpenAI defined it and many services and servers took over. */
    OPENAI_COMPATIBLE("openai-compatible");

    private final String label;

    LlmProvider(String label) {
        this.label = label;
    }

    /** As it stands in tables. */
    public String label() {
        return label;
    }
}
