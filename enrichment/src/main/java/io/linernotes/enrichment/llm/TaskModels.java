package io.linernotes.enrichment.llm;

import java.io.Serializable;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Models for single tasks, where they differ from {@link LlmConfig#model()}; null where they do not.
 *
 * @param chapters for the request that makes one table of contents of several parts, too
 * @param notes for the request that summarises several parts, too
 */
public record TaskModels(
        @Nullable String chapters,
        @Nullable String topics,
        @Nullable String notes) implements Serializable {
    /** One model for all. */
    public static final TaskModels NONE = new TaskModels(null, null, null);

    @Nullable
    String of(String task) {
        return switch (task) {
            case "chapters", "consistency" -> chapters;
            case "topics" -> topics;
            case "notes", "summary" -> notes;
            default -> null;
        };
    }

    Stream<String> all() {
        return Stream.of(chapters, topics, notes).filter(Objects::nonNull);
    }
}
