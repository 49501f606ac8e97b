package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.failure.EnrichmentException;

/** Asks a language model. Safe for several threads. */
public interface LlmClient {
    /**
     * Asks, waits and, where that cannot cost twice without a limit, asks again.
     *
     * @throws EnrichmentException when the question could not be sent at all because of the configuration; everything
     *     that happens afterwards is in the answer
     */
    LlmAnswer ask(LlmQuestion question);
}
