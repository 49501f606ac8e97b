package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import java.util.List;

/**
 * Asks what notes by a language model would cost.
 *
 * @param inputs at least one path or URL, as for a run; or an earlier run
 */
public record EstimateRequest(List<String> inputs, LinernotesConfig config) {
    public EstimateRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("An estimate needs an input.");
        }
    }
}
