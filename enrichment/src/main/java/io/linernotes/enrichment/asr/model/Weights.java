package io.linernotes.enrichment.asr.model;

/** Named tensors of a model, as float32 in row-major order. */
public interface Weights {
    /**
     * Reads one tensor.
     *
     * @param shape the shape that it must have
     * @return its values; the caller owns the array
     * @throws io.linernotes.enrichment.failure.EnrichmentException {@code MODEL_INTEGRITY} when it is missing or has
     *     another shape
     */
    float[] read(String name, int... shape);
}
