package io.linernotes.enrichment.asr.model;

/** Weights in files; used by one thread, closed by their owner. */
public interface StoredWeights extends Weights, AutoCloseable {
    /**
     * Checks one tensor by the header of its file alone.
     *
     * @param shape the shape that it must have
     * @throws io.linernotes.enrichment.failure.EnrichmentException {@code MODEL_INTEGRITY} when it is missing or has
     *     another shape
     */
    void check(String name, int... shape);

    @Override
    void close();
}
