package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.LlmCall;
import org.jspecify.annotations.Nullable;

/**
 * What became of a question: either text or a failure, and in both cases what was spent.
 *
 * @param call the row for the table of calls
 * @param text complete, as the model wrote it; null when it failed
 * @param failure why there is no text; null when there is
 */
public record LlmAnswer(
        LlmCall call, @Nullable String text, @Nullable Finding failure) {
    public LlmAnswer {
        if ((text == null) == (failure == null)) {
            throw new IllegalArgumentException("Invalid answer: exactly one of text and failure is needed");
        }
    }
}
