package io.linernotes.evaluation.report;

import java.io.Serializable;

/**
 * Something that went wrong with a recording.
 *
 * @param recording title or address, for people
 * @param code name of the error code
 * @param sentence what happened
 */
public record FailureFacts(String recording, String code, String sentence) implements Serializable {}
