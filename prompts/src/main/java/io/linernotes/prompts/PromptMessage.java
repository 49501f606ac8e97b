package io.linernotes.prompts;

/** One turn of what is sent to a model. */
public record PromptMessage(Role role, String text) {
    /** Who speaks. */
    public enum Role {
        /** We, once, first. */
        SYSTEM,
        /** We, with the material. */
        USER,
        /** The model, as we wish it had answered. */
        ASSISTANT
    }
}
