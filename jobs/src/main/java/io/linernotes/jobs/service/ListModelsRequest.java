package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;

/**
 * Asks which speech models are there.
 *
 * @param json one JSON object per line instead of a table
 */
public record ListModelsRequest(boolean json, LinernotesConfig config) {}
