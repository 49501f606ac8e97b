package io.linernotes.enrichment.llm;

import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing to ask a model.
 *
 * @param episode names what it is about, for a cap on what one episode may cost; equal for equal content
 * @param model that is asked
 * @param prompt where the messages come from
 * @param messages in order, the system's first
 * @param maxOutputTokens of the answer
 */
public record LlmQuestion(
        String episode, String model, Prompt prompt, List<PromptMessage> messages, int maxOutputTokens) {
    public LlmQuestion {
        messages = List.copyOf(messages);
    }

    /** The same question for another model. */
    public LlmQuestion askedOf(String otherModel) {
        return new LlmQuestion(episode, otherModel, prompt, messages, maxOutputTokens);
    }

    /** The same question with room for a longer answer. */
    public LlmQuestion withMaxOutputTokens(int tokens) {
        return new LlmQuestion(episode, model, prompt, messages, tokens);
    }

    /** The same question, continued: what the model answered, and what we say to that. */
    public LlmQuestion continuedBy(String answer, String reply) {
        List<PromptMessage> continued = new ArrayList<>(messages);
        continued.add(new PromptMessage(Role.ASSISTANT, answer));
        continued.add(new PromptMessage(Role.USER, reply));
        return new LlmQuestion(episode, model, prompt, continued, maxOutputTokens);
    }
}
