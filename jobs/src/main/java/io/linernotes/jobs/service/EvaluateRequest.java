package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a published run is.
 *
 * @param run the folder of the run, such as {@code out/run=2026-11-21}
 * @param gold folder with human references
 * @param output folder for the scores and the report; null to print a summary only
 */
public record EvaluateRequest(
        String run, String gold, @Nullable String output, LinernotesConfig config) {}
