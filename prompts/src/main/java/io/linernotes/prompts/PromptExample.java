package io.linernotes.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One worked example, a line of {@code examples.jsonl}.
 *
 * @param variables what the user template is filled with
 * @param answer the answer that we want; follows the schema
 */
public record PromptExample(Map<String, String> variables, JsonNode answer) {
    public PromptExample {
        variables = Map.copyOf(variables);
    }
}
