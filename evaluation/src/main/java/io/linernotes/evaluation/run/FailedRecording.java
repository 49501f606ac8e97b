package io.linernotes.evaluation.run;

/**
 * A recording that the run could not use.
 *
 * @param name for people
 * @param code name of the error code
 * @param sentence what happened
 */
public record FailedRecording(String name, String code, String sentence) {}
