package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives back sheets on which people judged what a run wrote.
 *
 * @param run folder of the published run
 * @param labels local files, one per annotator, at least one
 * @param adjudicated local file with what was decided where annotators differ; null when nothing was
 * @param gold local folder for what becomes gold
 */
public record LabelsRequest(
        String run, List<String> labels, @Nullable String adjudicated, String gold, LinernotesConfig config) {
    public LabelsRequest {
        labels = List.copyOf(labels);
    }
}
