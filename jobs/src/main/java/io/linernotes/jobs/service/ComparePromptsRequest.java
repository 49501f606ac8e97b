package io.linernotes.jobs.service;

/**
 * Asks what changed between two versions of a prompt.
 *
 * @param first a shipped prompt such as {@code chapters/v1}, or a folder with one
 * @param second another one
 */
public record ComparePromptsRequest(String first, String second) {}
