package io.linernotes.enrichment.llm.batch;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.LlmConfig;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A service that takes many requests at once and answers them later. No method repeats a request by itself. What goes wrong
 * is an {@link EnrichmentException} whose code says whether asking again can help.
 */
public interface BatchEndpoint {
    /**
     * The endpoint beside the address for single requests.
     *
     * @throws EnrichmentException {@link ErrorCode#CONFIG_INVALID} when the provider takes no batches
     */
    static BatchEndpoint of(LlmConfig config) {
        return switch (config.provider()) {
            case OPENAI -> new OpenAiBatchEndpoint(config.baseUrl(), config.apiKeyFile(), config.deadline());
            case ANTHROPIC -> new AnthropicBatchEndpoint(config.baseUrl(), config.apiKeyFile(), config.deadline());
            case GEMINI, OLLAMA ->
                throw new EnrichmentException(
                        ErrorCode.CONFIG_INVALID,
                        "llm.batches.waves must be 0: %s takes no batches here."
                                .formatted(config.provider().label()));
        };
    }

    /**
     * Hands over requests.
     *
     * @param name ours, so that the batch can be found again if the reply is lost
     */
    Submission submit(String name, List<BatchRequest> requests);

    /**
     * Finds out what became of a batch whose submission brought no reply.
     *
     * @param name under which it was submitted
     * @param keys of its requests, for services that keep no name
     * @return {@link Submission.Unknown} when that cannot be known yet
     */
    Submission find(String name, Set<String> keys);

    /** How far a batch is. */
    BatchState state(String id);

    /** Reads what there is of a batch that is no longer {@link BatchState#RUNNING}, in any order. */
    void results(String id, Consumer<BatchResult> reader);

    /** Asks the service to begin no further request of the batch; what is finished by then can still be read. */
    void cancel(String id);
}
