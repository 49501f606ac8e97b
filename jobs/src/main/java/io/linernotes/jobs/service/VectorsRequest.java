package io.linernotes.jobs.service;

/**
 * Asks whether the metrics compute what test vectors expect.
 *
 * @param folder local folder of vector files
 */
public record VectorsRequest(String folder) {}
