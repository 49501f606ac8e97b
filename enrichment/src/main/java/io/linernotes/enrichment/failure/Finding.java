package io.linernotes.enrichment.failure;

import java.io.Serializable;

/**
 * Something worth telling about a recording that could still be used.
 *
 * @param code what was found
 * @param message one sentence with the numbers, never content of the recording
 */
public record Finding(ErrorCode code, String message) implements Serializable {}
