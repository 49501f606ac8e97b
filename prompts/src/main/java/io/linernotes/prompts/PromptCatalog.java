package io.linernotes.prompts;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The prompts that ship with the product. All are read and checked when the catalogue is made, so that a broken file is
 * found at start-up and not after the first paid call. Immutable.
 */
public final class PromptCatalog {
    private final Map<PromptId, Prompt> prompts = new TreeMap<>(Comparator.comparing(PromptId::toString));

    /** Reads the shipped prompts. */
    public PromptCatalog() {
        this(Stream.of(
                        PromptId.CHAPTERS,
                        PromptId.CONSISTENCY,
                        PromptId.TOPICS,
                        PromptId.NOTES,
                        PromptId.SUMMARY,
                        PromptId.JUDGE)
                .map(id -> PromptFiles.shipped(id).prompt())
                .toList());
    }

    /** Of these prompts instead. */
    public PromptCatalog(List<Prompt> prompts) {
        prompts.forEach(prompt -> this.prompts.put(prompt.id(), prompt));
    }

    /**
     * The prompt of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Prompt prompt(PromptId id) {
        Prompt prompt = prompts.get(id);
        if (prompt == null) {
            throw new IllegalArgumentException("Unknown prompt: %s, known = %s".formatted(id, prompts.keySet()));
        }
        return prompt;
    }

    /** All prompts, by name. */
    public List<Prompt> all() {
        return List.copyOf(prompts.values());
    }
}
