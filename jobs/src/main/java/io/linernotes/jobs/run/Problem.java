package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.Step;
import java.io.Serializable;

/**
 * Why a recording went no further.
 *
 * @param step where it stopped
 * @param message one sentence
 */
record Problem(Step step, ErrorCode code, String message) implements Serializable {
    static Problem of(Step step, EnrichmentException exception) {
        return new Problem(step, exception.code(), String.valueOf(exception.getMessage()));
    }

    /** The state that this leads to: what is not the recording's fault is tried again by a later run. */
    EpisodeState state() {
        if (code == ErrorCode.NO_SPEECH) {
            return EpisodeState.SKIPPED;
        }
        return switch (code.category()) {
            case INPUT, INTERNAL -> EpisodeState.QUARANTINED;
            case EXTERNAL, CONFIGURATION -> EpisodeState.DEFERRED;
        };
    }
}
