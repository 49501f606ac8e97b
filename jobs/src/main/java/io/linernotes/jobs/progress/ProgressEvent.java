package io.linernotes.jobs.progress;

import java.io.Serializable;

/**
 * A piece of work that is done.
 *
 * @param stage what kind of work, such as {@code recognise}
 * @param recordings recordings finished by it; 0 for a part of one
 * @param audioMs audio covered by it, in milliseconds
 */
public record ProgressEvent(String stage, int recordings, long audioMs) implements Serializable {}
