package io.linernotes.jobs.service;

/**
 * Asks which prompts there are.
 *
 * @param json one JSON object per line instead of a table
 */
public record ListPromptsRequest(boolean json) {}
