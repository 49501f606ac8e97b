package io.linernotes.evaluation.report;

import java.io.Serializable;

/**
 * How long a stage took.
 *
 * @param audioMs audio that went through it
 * @param wallMs from its start to its end
 */
public record StageTime(String stage, long audioMs, long wallMs) implements Serializable {
    /** Times faster than the audio plays; 0 when the stage took no measurable time. */
    public double speed() {
        return wallMs == 0 ? 0 : (double) audioMs / wallMs;
    }
}
