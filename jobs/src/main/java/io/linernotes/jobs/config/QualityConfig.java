package io.linernotes.jobs.config;

import java.io.Serializable;

/**
 * When a finished run still counts as failed.
 *
 * @param maxFailedShare largest share of recordings that may end in the failures table, 0 to 1
 */
public record QualityConfig(double maxFailedShare) implements Serializable {
    public QualityConfig {
        if (!(maxFailedShare >= 0 && maxFailedShare <= 1)) {
            throw new IllegalArgumentException("max-failed-share must be from 0 to 1, was " + maxFailedShare);
        }
    }
}
