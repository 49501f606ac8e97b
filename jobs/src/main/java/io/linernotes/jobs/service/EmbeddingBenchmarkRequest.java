package io.linernotes.jobs.service;

/**
 * Asks what a sentence costs the offline engine's embedder on this machine.
 *
 * @param sentences how many to measure, at least 1
 * @param json a JSON object instead of a table
 */
public record EmbeddingBenchmarkRequest(int sentences, boolean json) {}
