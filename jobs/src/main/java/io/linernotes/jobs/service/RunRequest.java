package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.output.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one run.
 *
 * @param inputs at least one path or URL; local ones exist
 * @param output the folder that holds all runs; may not exist yet
 * @param run name of the run; null to name it after today's date
 * @param gold folder with human references to score the run against; null for none
 */
public record RunRequest(
        List<String> inputs,
        String output,
        @Nullable RunId run,
        @Nullable String gold,
        LinernotesConfig config) {
    public RunRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("A run needs an input.");
        }
    }
}
