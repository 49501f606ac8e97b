package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a published run is.
 *
 * @param run the folder of the run, such as {@code out/run=2026-11-21}
 * @param gold folder with human references
 * @param baseline the folder of an earlier run to compare with; null for none
 * @param gates file of gates; null for the bundled ones
 * @param judge language model that judges the notes; null for none
 * @param output folder for the scores and the report; null for one beside the run
 */
public record EvaluateRequest(
        String run,
        String gold,
        @Nullable String baseline,
        @Nullable String gates,
        @Nullable String judge,
        @Nullable String output,
        LinernotesConfig config) {}
