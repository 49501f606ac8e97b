package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import java.util.List;

/**
 * Asks whether speech models are what they should be.
 *
 * @param models names or folders; empty for all installed ones
 */
public record VerifyModelsRequest(List<String> models, LinernotesConfig config) {
    public VerifyModelsRequest {
        models = List.copyOf(models);
    }
}
