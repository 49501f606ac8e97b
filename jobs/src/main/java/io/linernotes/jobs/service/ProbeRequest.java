package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import java.util.List;

/**
 * Asks what is in audio files.
 *
 * @param files at least one path; local ones exist
 * @param json one JSON object per line instead of a table
 */
public record ProbeRequest(List<String> files, boolean json, LinernotesConfig config) {
    public ProbeRequest {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("A probe needs a file.");
        }
    }
}
