package io.linernotes.prompts;

import io.linernotes.prompts.PromptMessage.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A prompt: what is always the same (system text, worked examples), a template for what changes, and the answer's shape.
 *
 * @param repair what is said when an answer cannot be used; its one variable is {@code reason}
 * @param sha256 fingerprint of its files, 64 lower-case hexadecimal digits
 */
public record Prompt(
        PromptId id,
        String system,
        PromptTemplate user,
        PromptTemplate repair,
        OutputSchema schema,
        List<PromptExample> examples,
        String sha256) {
    public Prompt {
        examples = List.copyOf(examples);
        if (!repair.variables().equals(Set.of("reason"))) {
            throw new IllegalArgumentException("Invalid repair template in " + id);
        }
        for (PromptExample example : examples) {
            String violation = schema.violation(example.answer());
            if (violation != null) {
                throw new IllegalArgumentException("Invalid example in %s: %s".formatted(id, violation));
            }
            if (!example.variables().keySet().equals(user.variables())) {
                throw new IllegalArgumentException("Invalid example in %s: variables = %s, expected = %s"
                        .formatted(id, example.variables().keySet(), user.variables()));
            }
        }
    }

    /**
     * The messages to send, the unchanging ones first: a provider charges less for a beginning that it has seen before.
     *
     * @param variables exactly those of the user template
     * @throws IllegalArgumentException naming missing and surplus variables
     */
    public List<PromptMessage> render(Map<String, String> variables) {
        List<PromptMessage> messages = new ArrayList<>();
        messages.add(new PromptMessage(Role.SYSTEM, system));
        for (PromptExample example : examples) {
            messages.add(new PromptMessage(Role.USER, user.render(example.variables())));
            messages.add(new PromptMessage(Role.ASSISTANT, example.answer().toString()));
        }
        messages.add(new PromptMessage(Role.USER, user.render(variables)));
        return messages;
    }
}
