package io.linernotes.enrichment.llm.batch;

import io.linernotes.enrichment.failure.EnrichmentException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A service that takes many requests at once and answers them later. No method repeats a request by itself. What goes wrong
 * is an {@link EnrichmentException} whose code says whether asking again can help.
 */
public interface BatchEndpoint {
    /**
     * Hands over requests.
     *
     * @param name ours, so that the batch can be found again if the reply is lost
     */
    Submission submit(String name, List<BatchRequest> requests);

    /** Finds out what became of a batch whose submission brought no reply. */
    Submission find(String name);

    /** How far a batch is. */
    BatchState state(String id);

    /** Reads what there is of a batch that is no longer {@link BatchState#RUNNING}, in any order. */
    void results(String id, Consumer<BatchResult> reader);

    /** Asks the service to begin no further request of the batch; what is finished by then can still be read. */
    void cancel(String id);
}
