package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks how two runs differ.
 *
 * @param first and {@code second}: folders of published runs, or of their evaluations
 * @param gold folder with human references to score both against; null to take the scores that they hold
 * @param metrics those whose items are listed one by one
 */
public record CompareRequest(
        String first, String second, @Nullable String gold, List<String> metrics, LinernotesConfig config) {
    public CompareRequest {
        metrics = List.copyOf(metrics);
    }
}
